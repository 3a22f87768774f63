// A small service in memory, and the adapter in front of it: replace the functions with calls to your product.
//
// It declares two consoles, in which an administrator resets the passcodes of devices.

import { Refused, System, serve } from "./passgate_protocol.ts";
import type { Act, Scenario, View } from "./passgate_protocol.ts";

const ADMINISTRATOR = "the administrator";
const DEVICE = "the device";
const PENDING = "A passcode reset is already pending";

// The consoles, each with the management whose devices it knows.
const CONSOLES: Record<string, string> = {
  "the Intune administration console": "standalone",
  "the ConfigMgr console": "hybrid",
};

// What a reset gives a device of each platform: the characters, how many of them, and what the device says then.
type Rule = { characters: string; length: number; notice: { kind: string; says: string } };
const PLATFORMS: Record<string, Rule> = {
  "Windows Phone 8.1": {
    characters: "0123456789",
    length: 6,
    notice: { kind: "message", says: "The password was reset" },
  },
  Android: {
    characters: "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz",
    length: 8,
    notice: { kind: "notification", says: "A new temporary passcode was set" },
  },
};

class Device {
  owner: string;
  platform: string;
  management: string;
  passcode: string | null = null;
  unlocked = false;
  online = true;
  notice: { kind: string; says: string } | null = null;
  state = "none";
  shown: string | null = null;
  waiting = false;

  constructor(owner: string, platform: string, management: string) {
    this.owner = owner;
    this.platform = platform;
    this.management = management;
  }

  lock(): string {
    if (this.passcode === null) return "no passcode";
    return this.unlocked ? "unlocked" : "locked";
  }
}

class Service extends System {
  name = "example-service";
  version = "1.0";
  can = {
    clock: "virtual",
    resolution_ms: 1,
    until: true,
    deterministic: true,
    dimensions: { platform: Object.keys(PLATFORMS), management: Object.values(CONSOLES) },
    actors: ["the end user", ADMINISTRATOR],
    devices: { count: 8, from: "creates" },
    surfaces: {
      [DEVICE]: ["look", "enter", "set", "connect"],
      ...Object.fromEntries(Object.keys(CONSOLES).map((console) => [console, ["look", "reset"]])),
    },
    passcodes: "readable",
  };

  state = 0n;
  now = 0;
  planned = 0;
  due: { at: number; order: number; happen: () => void }[] = [];
  devices = new Map<number, Device>();
  signedOut = new Set<string>();
  messages = new Map<string, { device: Device; says: string }>();

  clear(seed: bigint): void {
    this.state = seed;
    this.now = 0;
    this.planned = 0;
    this.due = [];
    this.devices = new Map();
    this.signedOut = new Set();
    this.messages = new Map();
  }

  /** A number below `bound`, from the seed of the scenario. */
  draw(bound: number): number {
    this.state = (this.state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((this.state >> 33n) % BigInt(bound));
  }

  // A scenario begins and ends.

  begin(scenario: Scenario): void {
    this.clear(BigInt(scenario.seed));
  }

  end(): void {
    this.clear(0n);
  }

  // What people do.

  act(act: Act): void {
    if (act.action === "enrol") {
      this.devices.set(act.device, new Device(act.actor, act.is!.platform!, act.is!.management!));
      return;
    }
    const device = this.devices.get(act.device);
    if (!device) throw new Refused("no-device");
    if (act.action === "connect") this.connect(device, act.online!);
    else if (act.surface === DEVICE) this.useDevice(device, act);
    else if (!this.knows(act.actor, act.surface, device)) throw new Refused("not-allowed");
    else this.useConsole(device, act.surface, act.action);
  }

  knows(actor: string, console: string, device: Device): boolean {
    return actor === ADMINISTRATOR && CONSOLES[console] === device.management;
  }

  useDevice(device: Device, act: Act): void {
    if (act.actor !== device.owner) throw new Refused("not-allowed");
    if (act.action === "enter-passcode") {
      if (act.passcode !== device.passcode) throw new Refused("wrong-passcode");
      device.unlocked = true;
    } else if (act.action === "set-passcode") {
      if (device.lock() === "locked") throw new Refused("device-locked");
      device.passcode = act.passcode!;
      device.unlocked = false;
      device.notice = null;
    } else {
      throw new Refused("not-allowed");
    }
  }

  useConsole(device: Device, console: string, action: string): void {
    if (action === "sign-out") {
      this.signedOut.add(console);
    } else if (action === "sign-in") {
      this.signedOut.delete(console);
    } else if (action !== "select-reset") {
      throw new Refused("not-asked");
    } else if (this.signedOut.has(console)) {
      throw new Refused("signed-out");
    } else if (device.state === "pending" || device.state === "active") {
      this.messages.set(console, { device, says: PENDING });
      throw new Refused("already-pending", PENDING);
    } else {
      this.messages.delete(console);
      device.state = "pending";
      device.waiting = !device.online;
      if (device.online) this.later(20_000, () => this.apply(device));
    }
  }

  connect(device: Device, online: boolean): void {
    device.online = online;
    if (online && device.waiting) {
      device.waiting = false;
      this.later(20_000, () => this.apply(device));
    }
  }

  // What happens by itself.

  apply(device: Device): void {
    if (!device.online) {
      device.waiting = true;
      return;
    }
    const { characters, length, notice } = PLATFORMS[device.platform]!;
    let made = device.passcode;
    while (made === device.passcode || (length === 8 && /^\d+$/.test(made!))) {
      made = Array.from({ length }, () => characters[this.draw(characters.length)]).join("");
    }
    device.passcode = made;
    device.unlocked = false;
    device.notice = notice;
    device.state = "active";
    this.later(5_000, () => {
      device.state = "done";
      device.shown = made;
    });
  }

  later(ms: number, happen: () => void): void {
    this.planned += 1;
    this.due.push({ at: this.now + ms, order: this.planned, happen });
    this.due.sort((one, other) => one.at - other.at || one.order - other.order);
  }

  // What people see.

  view(actor: string, surface: string, number: number): View | null {
    const device = this.devices.get(number);
    if (!device) return { no_device: true };
    if (surface === DEVICE) return actor === device.owner ? this.deviceView(device) : null;
    if (!this.knows(actor, surface, device) || this.signedOut.has(surface)) return null;
    const view: View = { offers_reset: true, state: device.state };
    if (device.shown) view.passcode = { shown: device.shown };
    const message = this.messages.get(surface);
    if (message?.device === device) view.says = message.says;
    return view;
  }

  deviceView(device: Device): View {
    return device.notice ? { lock: device.lock(), notice: device.notice } : { lock: device.lock() };
  }

  // The clock.

  nowMs(): number {
    return this.now;
  }

  advance(ms: number, untilChange: boolean): boolean {
    const end = this.now + ms;
    while (this.due.length > 0 && this.due[0]!.at <= end) {
      const due = this.due.shift()!;
      this.now = due.at;
      due.happen();
      if (untilChange) return true;
    }
    this.now = end;
    return false;
  }
}

await serve(new Service());
