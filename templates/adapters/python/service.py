"""A small service in memory, and the adapter in front of it: replace the functions with calls to your product.

It declares two consoles, in which an administrator resets the passcodes of devices.
"""

import random

from passgate_protocol import Refused, System, serve

ADMINISTRATOR = "the administrator"
DEVICE = "the device"
PENDING = "A passcode reset is already pending"

# The consoles, each with the management whose devices it knows.
CONSOLES = {"the Intune administration console": "standalone", "the ConfigMgr console": "hybrid"}

# What a reset gives a device of each platform: the characters, how many of them, and what the device says then.
PLATFORMS = {
    "Windows Phone 8.1": ("0123456789", 6, {"kind": "message", "says": "The password was reset"}),
    "Android": (
        "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz",
        8,
        {"kind": "notification", "says": "A new temporary passcode was set"},
    ),
}


class Device:
    def __init__(self, owner, platform, management):
        self.owner, self.platform, self.management = owner, platform, management
        self.passcode, self.unlocked, self.online, self.notice = None, False, True, None
        self.state, self.shown, self.waiting = "none", None, False

    def lock(self):
        if self.passcode is None:
            return "no passcode"
        return "unlocked" if self.unlocked else "locked"


class Service(System):
    name = "example-service"
    version = "1.0"
    can = {
        "clock": "virtual",
        "resolution_ms": 1,
        "until": True,
        "deterministic": True,
        "dimensions": {"platform": list(PLATFORMS), "management": list(CONSOLES.values())},
        "actors": ["the end user", ADMINISTRATOR],
        "devices": {"count": 8, "from": "creates"},
        "surfaces": {
            DEVICE: ["look", "enter", "set", "connect"],
            **{console: ["look", "reset"] for console in CONSOLES},
        },
        "passcodes": "readable",
    }

    def __init__(self):
        self.clear(0)

    def clear(self, seed):
        self.random = random.Random(seed)
        self.now, self.due, self.planned, self.devices = 0, [], 0, {}
        self.signed_out, self.messages = set(), {}

    # A scenario begins and ends.

    def begin(self, scenario):
        self.clear(int(scenario["seed"]))

    def end(self):
        self.clear(0)

    # What people do.

    def act(self, act):
        number, action = act["device"], act["action"]
        if action == "enrol":
            self.devices[number] = Device(act["actor"], act["is"]["platform"], act["is"]["management"])
            return
        device = self.devices.get(number)
        if device is None:
            raise Refused("no-device")
        if action == "connect":
            self.connect(device, act["online"])
        elif act["surface"] == DEVICE:
            self.use_device(device, act)
        elif not self.knows(act["actor"], act["surface"], device):
            raise Refused("not-allowed")
        else:
            self.use_console(device, act["surface"], act["action"])

    def knows(self, actor, console, device):
        return actor == ADMINISTRATOR and CONSOLES.get(console) == device.management

    def use_device(self, device, act):
        if act["actor"] != device.owner:
            raise Refused("not-allowed")
        if act["action"] == "enter-passcode":
            if act["passcode"] != device.passcode:
                raise Refused("wrong-passcode")
            device.unlocked = True
        elif act["action"] == "set-passcode":
            if device.lock() == "locked":
                raise Refused("device-locked")
            device.passcode, device.unlocked, device.notice = act["passcode"], False, None
        else:
            raise Refused("not-allowed")

    def use_console(self, device, console, action):
        if action == "sign-out":
            self.signed_out.add(console)
        elif action == "sign-in":
            self.signed_out.discard(console)
        elif action != "select-reset":
            raise Refused("not-asked")
        elif console in self.signed_out:
            raise Refused("signed-out")
        elif device.state in ("pending", "active"):
            self.messages[console] = (device, PENDING)
            raise Refused("already-pending", PENDING)
        else:
            self.messages.pop(console, None)
            device.state, device.waiting = "pending", not device.online
            if device.online:
                self.later(20_000, lambda: self.apply(device))

    def connect(self, device, online):
        device.online = online
        if online and device.waiting:
            device.waiting = False
            self.later(20_000, lambda: self.apply(device))

    # What happens by itself.

    def apply(self, device):
        if not device.online:
            device.waiting = True
            return
        characters, length, notice = PLATFORMS[device.platform]
        new = device.passcode
        while new == device.passcode or (length == 8 and new.isdigit()):
            new = "".join(self.random.choice(characters) for _ in range(length))
        device.passcode, device.unlocked, device.notice = new, False, notice
        device.state = "active"
        self.later(5_000, lambda: self.report(device, new))

    def report(self, device, new):
        device.state, device.shown = "done", new

    def later(self, ms, happen):
        self.planned += 1
        self.due.append((self.now + ms, self.planned, happen))

    # What people see.

    def view(self, actor, surface, number):
        device = self.devices.get(number)
        if device is None:
            return {"no_device": True}
        if surface == DEVICE:
            return self.device_view(device) if actor == device.owner else None
        if not self.knows(actor, surface, device) or surface in self.signed_out:
            return None
        view = {"offers_reset": True, "state": device.state}
        if device.shown:
            view["passcode"] = {"shown": device.shown}
        about, says = self.messages.get(surface, (None, None))
        if about is device:
            view["says"] = says
        return view

    def device_view(self, device):
        view = {"lock": device.lock()}
        if device.notice:
            view["notice"] = device.notice
        return view

    # The clock.

    def now_ms(self):
        return self.now

    def advance(self, ms, until_change):
        end = self.now + ms
        while True:
            due = min((one for one in self.due if one[0] <= end), default=None)
            if due is None:
                self.now = end
                return False
            self.due.remove(due)
            self.now = due[0]
            due[2]()
            if until_change:
                return True


if __name__ == "__main__":
    serve(Service())
