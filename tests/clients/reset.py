"""Resets a passcode with msgraph-sdk at its default settings, and reads the result. Prints no passcode."""

import asyncio
import json
import os
import time
import urllib.request

from kiota_abstractions.authentication import AccessTokenProvider, AllowedHostsValidator, BaseBearerTokenAuthenticationProvider
from msgraph import GraphRequestAdapter, GraphServiceClient

URL = os.environ["PASSGATE_URL"]
WORLD = "intune-2015-12"


def control(method, path, body=None):
    """Uses what no client of Graph has: the control API."""
    request = urllib.request.Request(f"{URL}/control/worlds/{WORLD}/{path}", method=method)
    request.add_header("authorization", f"Bearer {os.environ['PASSGATE_CONTROL_TOKEN']}")
    with urllib.request.urlopen(request, json.dumps(body or {}).encode() if method == "POST" else None) as answer:
        return json.load(answer)


class Token(AccessTokenProvider):
    """A token that someone was given."""

    def __init__(self, token):
        self.token = token

    async def get_authorization_token(self, uri, additional_authentication_context={}):
        return self.token

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator([])


async def main():
    device = control("POST", "devices", {"platform": "Windows Phone 8.1", "management": "hybrid"})
    people = control("GET", "tokens")
    token = next(person["tokens"]["full"] for person in people if person["role"] == "staff")
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(Token(token)))
    adapter.base_url = f"{URL}/w/{WORLD}/graph/v1.0"
    client = GraphServiceClient(request_adapter=adapter)
    found = await client.device_management.managed_devices.get()
    managed = client.device_management.managed_devices.by_managed_device_id(found.value[0].id)
    await managed.reset_passcode.post()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        results = (await managed.get()).device_action_results
        if results and results[0].action_state.value == "done":
            break
        await asyncio.sleep(0.2)
    passcode = results[0].passcode
    opened = control("POST", f"devices/{device['device']}/enter", {"passcode": passcode})
    print(f"{type(results[0]).__name__}: {results[0].action_state.value}, a passcode of {len(passcode)} characters")
    print("it opens the device" if opened.get("done") else f"it does not open the device: {opened['refused']}")


asyncio.run(main())
