// A relay: it asks the system behind it whatever it is asked, with the protocol file of the adapter.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { Refused, System, Unsupported, serve } from "./passgate_protocol.ts";
import type { Act, Place, Scenario, View } from "./passgate_protocol.ts";

const child = spawn(process.env.SUT!, ["sut", "serve"], { stdio: ["pipe", "pipe", "inherit"] });
const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();

class Relay extends System {
  asked = 0;
  now: number | null = null;

  async ask(message: Record<string, unknown>): Promise<any> {
    this.asked += 1;
    child.stdin!.write(JSON.stringify({ id: this.asked, ...message }) + "\n");
    const answer = JSON.parse((await lines.next()).value!);
    this.now = answer.now_ms ?? this.now;
    if (answer.refused) throw new Refused(answer.refused.why, answer.refused.says);
    if (answer.unsupported) throw new Unsupported(answer.unsupported.needs);
    return answer;
  }

  async begin(scenario: Scenario): Promise<void> {
    this.now = null;
    await this.ask({ begin: scenario });
  }

  async act(act: Act): Promise<void> {
    await this.ask({ act });
  }

  async views(places: Place[]): Promise<View[]> {
    return (await this.ask({ look: { places } })).views;
  }

  async advance(ms: number, untilChange: boolean): Promise<boolean> {
    const advance = untilChange ? { ms, until: "change" } : { ms };
    return (await this.ask({ advance })).stopped === "change";
  }

  async inject(fault: string, device: number): Promise<void> {
    await this.ask({ inject: { fault, device } });
  }

  nowMs(): number | null {
    return this.now;
  }

  async end(): Promise<void> {
    await this.ask({ end: {} });
  }
}

const relay = new Relay();
const { sut, can } = await relay.ask({ hello: { protocols: [1], harness: "relay", seed: "1" } });
relay.name = sut.name;
relay.version = sut.version;
relay.can = can;
await serve(relay);
child.stdin!.end();
