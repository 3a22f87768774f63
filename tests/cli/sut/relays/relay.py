"""A relay: it asks the system behind it whatever it is asked, with the protocol file of the adapter."""

import json
import os
import subprocess

from passgate_protocol import Refused, System, Unsupported, serve


class Relay(System):
    def __init__(self):
        command = [os.environ["SUT"], "sut", "serve"]
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.asked, self.now = 0, None
        answer = self.ask({"hello": {"protocols": [1], "harness": "relay", "seed": "1"}})
        self.name, self.version = answer["sut"]["name"], answer["sut"]["version"]
        self.can = answer["can"]

    def ask(self, message):
        self.asked += 1
        self.child.stdin.write(json.dumps({"id": self.asked, **message}) + "\n")
        self.child.stdin.flush()
        answer = json.loads(self.child.stdout.readline())
        self.now = answer.get("now_ms", self.now)
        if "refused" in answer:
            raise Refused(answer["refused"]["why"], answer["refused"].get("says"))
        if "unsupported" in answer:
            raise Unsupported(answer["unsupported"]["needs"])
        return answer

    def begin(self, scenario):
        self.now = None
        self.ask({"begin": scenario})

    def act(self, act):
        self.ask({"act": act})

    def views(self, places):
        return self.ask({"look": {"places": places}})["views"]

    def advance(self, ms, until_change):
        advance = {"ms": ms, "until": "change"} if until_change else {"ms": ms}
        return self.ask({"advance": advance})["stopped"] == "change"

    def inject(self, fault, device):
        self.ask({"inject": {"fault": fault, "device": device}})

    def now_ms(self):
        return self.now

    def end(self):
        self.ask({"end": {}})


serve(Relay())
