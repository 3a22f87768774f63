// Resets a passcode with @microsoft/microsoft-graph-client at its default settings, and reads the result. Prints no
// passcode.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(resolve(process.argv[2], 'package.json'));
const { Client } = require('@microsoft/microsoft-graph-client');
const url = process.env.PASSGATE_URL;
const world = 'intune-2015-12';

// What no client of Graph has: the control API.
const control = async (method, path, body) => {
  const answer = await fetch(`${url}/control/worlds/${world}/${path}`, {
    method,
    headers: { authorization: `Bearer ${process.env.PASSGATE_CONTROL_TOKEN}` },
    body: method === 'POST' ? JSON.stringify(body) : undefined,
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
};

const device = await control('POST', 'devices', { platform: 'Windows Phone 8.1', management: 'hybrid' });
const people = await control('GET', 'tokens');
const token = people.find((person) => person.role === 'staff').tokens.full;
const client = Client.init({
  authProvider: (done) => done(null, token),
  baseUrl: `${url}/w/${world}/graph/`,
  defaultVersion: 'v1.0',
  customHosts: new Set(['127.0.0.1']),
});
const { value } = await client.api('/deviceManagement/managedDevices').select('id').get();
const managed = `/deviceManagement/managedDevices/${value[0].id}`;
await client.api(`${managed}/resetPasscode`).post('');
const until = performance.now() + 60_000;
let result;
do {
  await new Promise((wake) => setTimeout(wake, 200));
  [result] = (await client.api(managed).select('id,deviceActionResults').get()).deviceActionResults;
} while (result.actionState !== 'done' && performance.now() < until);
const opened = await control('POST', `devices/${device.device}/enter`, { passcode: result.passcode });
console.log(`${result['@odata.type']}: ${result.actionState}, a passcode of ${result.passcode.length} characters`);
console.log(opened.done ? 'it opens the device' : `it does not open the device: ${opened.refused}`);
