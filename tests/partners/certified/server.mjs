// A certified OpenID provider with the people and the one site that the first line of standard input tells.
// It answers with its issuer. The line "rotate" makes it sign with new keys; the end of input ends it. Each answer is a
// line that begins with ">": the library has things of its own to say there.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

// What the provider remembers, kept over a rotation, which takes a provider of its own.
const kept = new Map();

class Memory {
  constructor(model) {
    this.model = model;
  }
  key(id) {
    return `${this.model}:${id}`;
  }
  async upsert(id, payload) {
    kept.set(this.key(id), payload);
  }
  async find(id) {
    return kept.get(this.key(id));
  }
  async findByUid(uid) {
    return this.found((payload) => payload.uid === uid);
  }
  async findByUserCode(userCode) {
    return this.found((payload) => payload.userCode === userCode);
  }
  async consume(id) {
    kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    kept.delete(this.key(id));
  }
  async revokeByGrantId(grantId) {
    for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
  }
  found(fits) {
    for (const [key, payload] of kept) if (key.startsWith(`${this.model}:`) && fits(payload)) return payload;
    return undefined;
  }
}

const cookieKey = randomBytes(32).toString("hex");

function provider(issuer, { site, people }) {
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  return new Provider(issuer, {
    adapter: Memory,
    clients: [site],
    jwks: { keys: [{ ...key, use: "sig", alg: "RS256", kid: randomBytes(8).toString("hex") }] },
    cookies: { keys: [cookieKey] },
    pkce: { required: () => true },
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["name", "company", "company_kana", "company_id", "domain", "contact", "tier"],
    },
    features: { backchannelLogout: { enabled: true }, devInteractions: { enabled: true } },
    // By itself it sends nothing to loopback, where the one site that it tells of logouts is.
    fetch: (url, { dispatcher: _guard, ...options }) => fetch(url, options),
    findAccount: (_context, sub) => people[sub] && { accountId: sub, claims: () => people[sub] },
  });
}

function say(words) {
  console.log(`> ${words}`);
}

const server = createServer();
const lines = createInterface({ input: process.stdin });
let issuer, told;
let current;

function begin() {
  const handler = provider(issuer, told).callback();
  if (current) server.off("request", current);
  current = handler;
  server.on("request", current);
}

lines.on("line", (line) => {
  if (!told) {
    told = JSON.parse(line);
    server.listen(0, "127.0.0.1", () => {
      issuer = `http://127.0.0.1:${server.address().port}`;
      begin();
      say(issuer);
    });
  } else if (line === "rotate") {
    begin();
    say("rotated");
  }
});
lines.on("close", () => process.exit(0));
