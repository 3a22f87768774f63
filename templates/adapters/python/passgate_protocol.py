"""Protocol 1 of passgate, in one file: JSON objects, one a line, on standard input and output.

You do not have to change anything here. Write a class like the one in service.py and call serve(YourClass()).
Standard output belongs to the protocol: print to standard error, and never print a passcode.
"""

import json
import sys


class Refused(Exception):
    """The system refuses what was tried, and nothing has changed. `why` is a code of the protocol, such as
    `not-allowed`, `already-pending` or `wrong-passcode`, or else `other`; `says` is what a person reads."""

    def __init__(self, why, says=None):
        super().__init__(why)
        self.why, self.says = why, says


class Unsupported(Exception):
    """The system cannot do this at all. `needs` says what is missing, such as `clock:virtual`."""

    def __init__(self, needs):
        super().__init__(needs)
        self.needs = needs


class System:
    """What passgate talks to. Override the methods; what you leave out, leave out of `can`, too."""

    name = "my-system"  # letters, digits, `.`, `_` and `-`
    version = "1.0"
    vendor = None
    can = {}  # what the system can do; what is absent, it cannot do

    def begin(self, scenario):
        """A scenario begins: forget everything. `scenario` has its name, seed, policy and the declared world."""

    def act(self, act):
        """A person does something: `act` has actor, surface, device and action, and what the action needs."""
        raise Unsupported("action:" + act["action"])

    def view(self, actor, surface, device):
        """What a person sees in a place, as a dictionary; None if they may see nothing of the device."""
        raise Unsupported("place:" + actor + ", " + surface)

    def views(self, places):
        return [self.view(*place) for place in places]

    def advance(self, ms, until_change):
        """Move the clock by `ms`, or only to the first instant at which something looks different; then return True."""
        raise Unsupported("clock:virtual")

    def now_ms(self):
        """Milliseconds since the scenario began, on the system's clock; None if passgate does not move it."""
        return None

    def inject(self, fault, device):
        raise Unsupported("fault:" + fault)

    def end(self):
        """The scenario is over, whatever happened: leave nothing behind."""


def answer(system, question):
    """The answer to one message, without its id."""
    if "hello" in question:
        if 1 not in question["hello"]["protocols"]:
            raise Unsupported("protocol:1")
        sut = {"name": system.name, "version": system.version}
        if system.vendor:
            sut["vendor"] = system.vendor
        return {"protocol": 1, "sut": sut, "can": system.can}
    if "begin" in question:
        system.begin(question["begin"])
        return {"ready": True}
    if "act" in question:
        system.act(question["act"])
        return {"done": True}
    if "look" in question:
        views = system.views([tuple(place) for place in question["look"]["places"]])
        return {"views": [{"not_allowed": True} if view is None else view for view in views]}
    if "advance" in question:
        advance = question["advance"]
        changed = system.advance(advance["ms"], advance.get("until") == "change")
        return {"stopped": "change" if changed else "end"}
    if "inject" in question:
        system.inject(question["inject"]["fault"], question["inject"]["device"])
        return {"done": True}
    if "end" in question:
        system.end()
        return {"done": True}
    if "bye" in question:
        return {"done": True}
    raise Unsupported("message:" + next((name for name in question if name != "id"), ""))


def serve(system):
    """Answers every message until passgate says bye, or its end of the pipe is closed."""
    for line in sys.stdin:
        question = json.loads(line)
        try:
            reply = answer(system, question)
        except Refused as refused:
            reply = {"refused": {"why": refused.why}}
            if refused.says:
                reply["refused"]["says"] = refused.says
        except Unsupported as unsupported:
            reply = {"unsupported": {"needs": unsupported.needs}}
        except Exception as error:  # the system itself has failed: passgate reports it and goes on
            reply = {"error": {"says": type(error).__name__ + ": " + str(error)}}
        if system.now_ms() is not None:
            reply["now_ms"] = system.now_ms()
        print(json.dumps({"id": question.get("id", 0), **reply}), flush=True)
        if "bye" in question:
            return
