// Protocol 1 of passgate, in one file: JSON objects, one a line, on standard input and output.
//
// You do not have to change anything here. Write a class like the one in service.ts and call serve(new YourClass()).
// Standard output belongs to the protocol: log to standard error, and never log a passcode.

import { createInterface } from "node:readline";
import { stdin, stdout } from "node:process";

export type View = Record<string, unknown>;
export type Place = [actor: string, surface: string, device: number];
export type Act = {
  actor: string;
  surface: string;
  device: number;
  action: string;
  is?: Record<string, string>;
  online?: boolean;
  browser?: string;
  right?: boolean;
  option?: number;
  passcode?: string;
};
export type Scenario = { scenario: string; place: string; seed: string; policy: { id: string; digest: string }; world: unknown };

/** The system refuses what was tried, and nothing has changed: a code of the protocol, and what a person reads. */
export class Refused extends Error {
  why: string;
  says: string | undefined;
  constructor(why: string, says?: string) {
    super(why);
    this.why = why;
    this.says = says;
  }
}

/** The system cannot do this at all: what is missing, such as `clock:virtual`. */
export class Unsupported extends Error {
  needs: string;
  constructor(needs: string) {
    super(needs);
    this.needs = needs;
  }
}

/** What passgate talks to. Override the methods; what you leave out, leave out of `can`, too. */
export class System {
  name = "my-system"; // letters, digits, `.`, `_` and `-`
  version = "1.0";
  vendor: string | undefined = undefined;
  can: Record<string, unknown> = {}; // what the system can do; what is absent, it cannot do

  /** A scenario begins: forget everything. */
  begin(_scenario: Scenario): void | Promise<void> {}

  /** A person does something. */
  act(act: Act): void | Promise<void> {
    throw new Unsupported("action:" + act.action);
  }

  /** What a person sees in a place; null if they may see nothing of the device. */
  view(actor: string, surface: string, _device: number): View | null | Promise<View | null> {
    throw new Unsupported("place:" + actor + ", " + surface);
  }

  async views(places: Place[]): Promise<(View | null)[]> {
    const views: (View | null)[] = [];
    for (const [actor, surface, device] of places) views.push(await this.view(actor, surface, device));
    return views;
  }

  /** Move the clock by `ms`, or only to the first instant at which something looks different; then return true. */
  advance(_ms: number, _untilChange: boolean): boolean | Promise<boolean> {
    throw new Unsupported("clock:virtual");
  }

  /** Milliseconds since the scenario began, on the system's clock; null if passgate does not move it. */
  nowMs(): number | null {
    return null;
  }

  inject(fault: string, _device: number): void | Promise<void> {
    throw new Unsupported("fault:" + fault);
  }

  /** The scenario is over, whatever happened: leave nothing behind. */
  end(): void | Promise<void> {}
}

/** The answer to one message, without its id. */
async function answer(system: System, question: any): Promise<Record<string, unknown>> {
  if ("hello" in question) {
    if (!question.hello.protocols.includes(1)) throw new Unsupported("protocol:1");
    const sut: Record<string, string> = { name: system.name, version: system.version };
    if (system.vendor) sut.vendor = system.vendor;
    return { protocol: 1, sut, can: system.can };
  }
  if ("begin" in question) {
    await system.begin(question.begin);
    return { ready: true };
  }
  if ("act" in question) {
    await system.act(question.act);
    return { done: true };
  }
  if ("look" in question) {
    const views = await system.views(question.look.places);
    return { views: views.map((view) => view ?? { not_allowed: true }) };
  }
  if ("advance" in question) {
    const changed = await system.advance(question.advance.ms, question.advance.until === "change");
    return { stopped: changed ? "change" : "end" };
  }
  if ("inject" in question) {
    await system.inject(question.inject.fault, question.inject.device);
    return { done: true };
  }
  if ("end" in question) {
    await system.end();
    return { done: true };
  }
  if ("bye" in question) return { done: true };
  throw new Unsupported("message:" + (Object.keys(question).find((name) => name !== "id") ?? ""));
}

/** Answers every message until passgate says bye, or its end of the pipe is closed. */
export async function serve(system: System): Promise<void> {
  for await (const line of createInterface({ input: stdin })) {
    const question = JSON.parse(line);
    let reply: Record<string, unknown>;
    try {
      reply = await answer(system, question);
    } catch (error) {
      if (error instanceof Refused) {
        reply = { refused: error.says ? { why: error.why, says: error.says } : { why: error.why } };
      } else if (error instanceof Unsupported) {
        reply = { unsupported: { needs: error.needs } };
      } else {
        // The system itself has failed: passgate reports it and goes on.
        reply = { error: { says: String(error) } };
      }
    }
    const now = system.nowMs();
    if (now !== null) reply.now_ms = now;
    stdout.write(JSON.stringify({ id: question.id ?? 0, ...reply }) + "\n");
    if ("bye" in question) break;
  }
}
