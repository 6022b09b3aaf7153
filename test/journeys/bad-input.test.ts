import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declarationOf, eventually, fileOf, upload } from "../../infra/local/demo/client.ts";
import { completeDraft, drafted, type Filed, filed, move, type Upload } from "./filing.ts";
import { codeOf, type JourneyStack, journeyStack, type Problem, pause } from "./stack.ts";

let stack: JourneyStack;
let mine: Filed;
beforeAll(async () => {
  stack = await journeyStack();
  mine = await filed(stack, "1.004650");
  await eventually("quiet", async () => ((await stack.messages(mine.code)).length >= 2 ? true : undefined));
}, 90_000);
afterAll(() => stack?.close());

const list = async () =>
  (await stack.call("citizen-lan", "GET", "/v1/dossiers?limit=100")).json as { items: unknown[] };

/** Nothing stored, nothing sent: the citizen's list, the filed dossier and the messages are as they were. */
const nothingHappens = async (refuses: () => Promise<void>): Promise<void> => {
  const seen = async () => ({
    list: await list(),
    view: (await stack.call("citizen-lan", "GET", `/v1/dossiers/${mine.id}`)).json,
    messages: (await stack.messages()).length,
  });
  const before = await seen();
  await refuses();
  await pause(300);
  expect(await seen()).toEqual(before);
};

const expectProblem = async (
  reply: Promise<{ status: number; headers: Headers; json: unknown }>,
  status: number,
  code: string,
  pointers?: string[],
) => {
  const { status: got, headers, json } = await reply;
  expect([got, codeOf({ json })]).toEqual([status, code]);
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(headers.get("x-correlation-id")).toBe((json as { instance: string }).instance);
  if (pointers) expect(((json as Problem).errors ?? []).map(({ pointer }) => pointer)).toEqual(pointers);
};

describe("a body", () => {
  it.each([
    ["that is no JSON", { raw: "{" }, 400, "malformed-json", undefined],
    ["with an unknown member", { body: { procedure: "1.004650", other: 1 } }, 400, "body-invalid", ["/other"]],
    ["with a wrong type", { body: { procedure: 7 } }, 400, "body-invalid", ["/procedure"]],
    [
      "of 300 KB",
      { raw: JSON.stringify({ procedure: "1.004650", form: { x: "y".repeat(300_000) } }) },
      413,
      "body-too-large",
      undefined,
    ],
    [
      "without Idempotency-Key",
      { body: { procedure: "1.004650" }, headers: { "idempotency-key": undefined } },
      428,
      "idempotency-key-missing",
      undefined,
    ],
    [
      "of another media type",
      { body: {}, headers: { "content-type": "text/plain" } },
      415,
      "media-type-unsupported",
      undefined,
    ],
    [
      "for an unknown procedure",
      { body: { procedure: "9.999999" } },
      422,
      "procedure-not-filed-online",
      ["/procedure"],
    ],
  ])("%s is refused, and nothing is stored", async (_, given, status, code, pointers) => {
    await nothingHappens(() =>
      expectProblem(stack.call("citizen-lan", "POST", "/v1/dossiers", given), status, code, pointers),
    );
  });

  it("of bytes that are no UTF-8 is refused, as is half a character", async () => {
    const authorization = `Bearer ${await stack.tokenOf("citizen-minh")}`;
    const send = async (body: Uint8Array | string) => {
      const headers = { authorization, "content-type": "application/json", "idempotency-key": String(Math.random()) };
      const response = await fetch(`${stack.origin}/v1/dossiers`, { method: "POST", headers, body });
      return [response.status, codeOf({ json: await response.json() })];
    };
    const torn = Buffer.concat([
      Buffer.from('{"procedure":"1.004650","applicant":{"fullName":"Nguy'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('"}}'),
    ]);
    expect(await send(new Uint8Array(torn))).toEqual([400, "malformed-json"]);
    expect(await send('{"procedure":"1.004650","applicant":{"fullName":"A\\ud800"}}')).toEqual([400, "malformed-json"]);
  });

  it("in NFD is stored in NFC, and is the same command as its NFC twin", async () => {
    const name = "Phạm Thị Hòa";
    const headers = { "idempotency-key": "one-key-two-spellings" };
    const send = (form: "NFC" | "NFD") =>
      stack.call("citizen-minh", "POST", "/v1/dossiers", {
        headers,
        body: { procedure: "1.004650", applicant: { fullName: name.normalize(form) } },
      });
    const [nfd, nfc] = [await send("NFD"), await send("NFC")];
    expect([nfd.status, nfc.status, nfc.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
    const { id } = nfd.json as { id: string };
    const view = (await stack.call("citizen-minh", "GET", `/v1/dossiers/${id}`)).json as {
      applicant: { fullName: string };
    };
    expect(view.applicant.fullName).toBe(name.normalize("NFC"));
  });

  it("under a key that belongs to another is refused", async () => {
    const headers = { "idempotency-key": "mine" };
    await stack.call("citizen-minh", "POST", "/v1/dossiers", { headers, body: { procedure: "1.004650" } });
    const other = stack.call("citizen-minh", "POST", "/v1/dossiers", { headers, body: { procedure: "1.004623" } });
    await expectProblem(other, 422, "idempotency-key-reused");
  });

  it("on a path that does not exist, or with no token, is refused by the door it met", async () => {
    await expectProblem(stack.call("citizen-lan", "POST", "/v1/nonsense", { body: {} }), 404, "path-unknown");
    const anonymous = await stack.call(null, "GET", "/v1/dossiers");
    expect([anonymous.status, anonymous.json]).toEqual([401, { message: "Unauthorized" }]);
  });
});

describe("a file", { timeout: 60_000 }, () => {
  const declared = async (change: (bytes: Buffer) => { bytes: Buffer; headers?: Record<string, string> }) => {
    const { body, papers } = await completeDraft(stack, "1.004650");
    const { json } = await stack.call("citizen-minh", "POST", "/v1/dossiers", { body });
    const { id, uploads } = json as { id: string; uploads: Upload[] };
    const [target] = uploads;
    const paper = papers.find(({ declaration }) => declaration.requirement === target?.requirement);
    if (!target || !paper) throw new Error("nothing to upload");
    const changed = change(paper.bytes);
    const response = await fetch(target.url, {
      method: "PUT",
      headers: { ...target.headers, ...changed.headers },
      body: new Uint8Array(changed.bytes),
    });
    const view = (await stack.call("citizen-minh", "GET", `/v1/dossiers/${id}`)).json as {
      documents: { state: string }[];
    };
    return { status: response.status, state: view.documents[0]?.state, target, bytes: paper.bytes };
  };

  it.each([
    [
      "other bytes than its SHA-256 says",
      (bytes: Buffer) => ({ bytes: Buffer.from(bytes.map((byte, at) => (at === 20 ? byte ^ 1 : byte))) }),
    ],
    ["more bytes than declared", (bytes: Buffer) => ({ bytes: Buffer.concat([bytes, Buffer.from("x")]) })],
    ["another type than declared", (bytes: Buffer) => ({ bytes, headers: { "content-type": "text/html" } })],
  ])("with %s is not taken", async (_, change) => {
    const { status, state } = await declared(change);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(state).toBe("uploading");
  });

  it("once stored is never overwritten through the same address", async () => {
    const { status, target, bytes } = await declared((given) => ({ bytes: given }));
    expect(status).toBe(200);
    const again = await fetch(target.url, { method: "PUT", headers: target.headers, body: new Uint8Array(bytes) });
    expect(again.status).toBe(412);
  });

  const withFirstPaper = async (bytes: Buffer) => {
    const { body, papers } = await completeDraft(stack, "1.004650");
    const [first, ...others] = papers;
    if (!first) throw new Error("no papers");
    const { requirement } = first.declaration;
    const declaration = { requirement, ...declarationOf("x.pdf", "application/pdf", bytes) };
    const content = { ...body, documents: [declaration, ...others.map((paper) => paper.declaration)] };
    const { json } = await stack.call("citizen-minh", "POST", "/v1/dossiers", { body: content });
    const { id, uploads } = json as { id: string; uploads: Upload[] };
    for (const target of uploads) {
      const own =
        target.requirement === requirement
          ? bytes
          : others.find((paper) => paper.declaration.requirement === target.requirement)?.bytes;
      if (own) await upload(target, own);
    }
    const reply = await eventually("a verdict", async () => {
      const submission = await stack.call("citizen-minh", "POST", `/v1/dossiers/${id}/submission`, { body: {} });
      return codeOf(submission) === "documents-being-checked" ? undefined : submission;
    });
    return { reply, requirement, id };
  };

  it("with malware is found, refused with its reason, and can be replaced", async () => {
    // The EICAR test string, in two halves so that this file is not itself quarantined.
    const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");
    const { reply, requirement, id } = await withFirstPaper(
      Buffer.concat([fileOf("application/pdf", "a"), Buffer.from(eicar)]),
    );
    await expectProblem(Promise.resolve(reply), 422, "document-refused", [`/documents/${requirement}`]);
    const clean = fileOf("application/pdf", "clean");
    const replacement = { documents: [{ requirement, ...declarationOf("y.pdf", "application/pdf", clean) }] };
    const { json } = await stack.call("citizen-minh", "PATCH", `/v1/dossiers/${id}`, { body: replacement });
    const [target] = (json as { uploads: Upload[] }).uploads;
    if (!target) throw new Error("nothing to upload");
    await upload(target, clean);
    const filedAgain = await eventually("a verdict", async () => {
      const submission = await stack.call("citizen-minh", "POST", `/v1/dossiers/${id}/submission`, { body: {} });
      return submission.status === 200 ? submission : undefined;
    });
    expect(filedAgain.status).toBe(200);
  });

  it("that is not of its declared type inside is refused", async () => {
    const { reply, requirement } = await withFirstPaper(Buffer.from("<html><script>alert(1)</script></html>"));
    await expectProblem(Promise.resolve(reply), 422, "document-refused", [`/documents/${requirement}`]);
  });

  it("that is missing is named, and no number is burned", async () => {
    const { body } = await completeDraft(stack, "1.004650");
    const [missing, ...kept] = body.documents;
    const { json } = await stack.call("citizen-minh", "POST", "/v1/dossiers", { body: { ...body, documents: kept } });
    const { id } = json as { id: string };
    const submission = stack.call("citizen-minh", "POST", `/v1/dossiers/${id}/submission`, { body: {} });
    await expectProblem(submission, 422, "dossier-incomplete", [`/documents/${missing?.requirement}`]);
    const numberOf = (code: string) => Number(code.split("-").at(-1));
    const [one, two] = [await filed(stack, "1.004650"), await filed(stack, "1.004650")];
    expect(numberOf(two.code)).toBe(numberOf(one.code) + 1);
  });
});

describe("somebody else's dossier", () => {
  it("is as unknown as one that does not exist, on every path and by every method", async () => {
    const paths: [string, string][] = [
      ["GET", ""],
      ["GET", "/history"],
      ["GET", "/payments"],
      ["GET", "/result"],
      ["GET", "/documents/x"],
      ["POST", "/submission"],
      ["PATCH", ""],
      ["DELETE", ""],
    ];
    for (const [method, tail] of paths) {
      for (const id of [mine.id, "aaaaaaaaaaaaaaaa", "nonsense"]) {
        const given = method === "POST" || method === "PATCH" ? { body: {} } : {};
        await expectProblem(
          stack.call("citizen-minh", method, `/v1/dossiers/${id}${tail}`, given),
          404,
          "dossier-not-found",
        );
      }
    }
    const paying = stack.call("citizen-minh", "POST", `/v1/dossiers/${mine.id}/payments`, {
      body: { provider: "vnpay" },
    });
    await expectProblem(paying, 404, "dossier-not-found");
  });

  it("is not opened by an officer's token, nor the office by a citizen's", async () => {
    expect((await stack.call("receiver-culture", "GET", `/v1/dossiers/${mine.id}`)).status).toBe(401);
    expect((await stack.call("citizen-lan", "GET", `/v1/office/dossiers/${mine.id}`)).status).toBe(401);
  });
});

describe("an officer's move", () => {
  it("needs the role, the unit, the version and a state that allows it", async () => {
    await nothingHappens(async () => {
      const { id, version } = mine;
      await expectProblem(move(stack, "specialist-culture", id, version, { move: "accept" }), 403, "role-missing");
      await expectProblem(move(stack, "cashier-culture", id, version, { move: "complete-step" }), 403, "role-missing");
      await expectProblem(move(stack, "receiver-tourism", id, version, { move: "accept" }), 404, "dossier-not-found");
      await expectProblem(move(stack, "receiver-culture", id, version - 1, { move: "accept" }), 412, "version-stale");
      await expectProblem(
        move(stack, "receiver-culture", id, version, { move: "return-result", method: "online" }),
        409,
        "move-not-allowed",
      );
      await expectProblem(move(stack, "receiver-culture", id, version, { move: "refuse" }), 400, "body-invalid", [
        "/reason",
      ]);
      await expectProblem(move(stack, "receiver-culture", id, version, { move: "fly" }), 400, "body-invalid");
      const path = `/v1/office/dossiers/${id}/moves`;
      await expectProblem(
        stack.call("receiver-culture", "POST", path, { body: { move: "accept" } }),
        428,
        "if-match-missing",
      );
      await expectProblem(
        stack.call("receiver-culture", "POST", path, {
          body: { move: "accept" },
          headers: { "if-match": `"${version}"`, "idempotency-key": undefined },
        }),
        428,
        "idempotency-key-missing",
      );
      const stranger = await stack.call(null, "POST", "/local/token", {
        body: { claims: { sub: "nobody", name: "X", roles: ["receiver"] } },
      });
      const authorization = `Bearer ${(stranger.json as { access_token: string }).access_token}`;
      const forged = stack.call(null, "POST", path, {
        body: { move: "accept" },
        headers: { authorization, "if-match": `"${version}"` },
      });
      await expectProblem(forged, 403, "role-missing");
    });
  });

  it("is won by one of many at once, and repeated safely by its own key", async () => {
    const life = await filed(stack, "1.004650");
    const racers = await Promise.all(
      Array.from({ length: 6 }, () => move(stack, "receiver-culture", life.id, life.version, { move: "accept" })),
    );
    expect(racers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
    const headers = { "if-match": `"${life.version + 1}"`, "idempotency-key": "hand-on" };
    const path = `/v1/office/dossiers/${life.id}/moves`;
    const body = { move: "complete-step" };
    const twice = [
      await stack.call("receiver-culture", "POST", path, { body, headers }),
      await stack.call("receiver-culture", "POST", path, { body, headers }),
    ];
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    expect(twice[1]?.headers.get("idempotent-replayed")).toBe("true");
  });

  it("is never a decision by one who handled the dossier", async () => {
    const view = (await stack.call("leader-culture", "GET", `/v1/office/dossiers/${mine.id}`)).json as {
      moves: string[];
    };
    expect(view.moves).toEqual([]);
  });
});

describe("an address that people pass on", () => {
  const PUBLIC = [
    "/v1/health",
    "/docs",
    "/v1/openapi.json",
    "/v1/procedures",
    "/v1/procedures/1.004650",
    "/v1/procedures/1.004650/versions",
    "/v1/procedures/1.004650/versions/1",
    "/v1/procedures/1.004650/forms/billboard-notice",
    "/v1/procedures/1.004650/slips/guide",
    "/v1/procedures/export",
    "/v1/procedures/export/schema",
    "/procedures/1.004650",
    "/procedures/9.999999",
    "/embed/procedures",
    "/v1/fields",
    "/v1/units",
  ];

  it.each(PUBLIC)("%s has a head like its whole, without a body", async (path) => {
    const [head, whole] = await Promise.all(["HEAD", "GET"].map((method) => stack.call(null, method, path)));
    const told = (reply: typeof head) => {
      const { status, headers } = reply as NonNullable<typeof head>;
      const named = ["content-type", "etag", "cache-control", "content-security-policy", "content-length"];
      return [status, ...named.map((name) => headers.get(name))];
    };
    expect(told(head)).toEqual(told(whole));
    expect([head?.json, whole?.json === ""]).toEqual(["", whole?.status === 302]);
  });

  it("is a page whatever networks add to it; data of the API takes nothing that is not declared", async () => {
    const tail = "?fbclid=IwAR0&utm_source=zalo&gclid=1";
    for (const page of ["/procedures/1.004650", "/embed/procedures", "/docs"])
      expect((await stack.call(null, "GET", page + tail)).status).toBe(200);
    for (const [persona, path] of [
      [null, "/v1/procedures/1.004650"],
      [null, "/v1/procedures/1.004650/versions/1"],
      [null, "/v1/health"],
      ["citizen-lan", `/v1/dossiers/${mine.id}`],
      ["receiver-culture", `/v1/office/dossiers/${mine.id}`],
    ] as const)
      await expectProblem(stack.call(persona, "GET", `${path}?x=1`), 400, "query-invalid", ["/x"]);
    await expectProblem(stack.call(null, "GET", `/v1/tracking/${"x".repeat(32)}${tail}`), 404, "dossier-not-found");
    await expectProblem(stack.call(null, "GET", `/v1/nowhere${tail}`), 404, "path-unknown");
  });

  it.each([
    "h40-tthc-093",
    "1.004650%20",
    "%20",
    "1.004650%00",
    "%F0%9F%99%82",
    "%",
    "..%2f",
    "%2e%2e",
    "__proto__",
    "9".repeat(3000),
  ])("of a procedure that is spelt %j is unknown, and no fault of ours", async (code) => {
    for (const path of [
      `/v1/procedures/${code}`,
      `/v1/procedures/${code}/versions`,
      `/v1/procedures/${code}/versions/1`,
      `/v1/procedures/${code}/forms/x`,
      `/v1/procedures/${code}/slips/guide`,
      `/procedures/${code}`,
      `/v1/tracking/${code}`,
    ])
      expect([path, (await stack.call(null, "GET", path)).status]).toEqual([path, 404]);
    for (const persona of ["citizen-lan", "receiver-culture", "admin-culture"])
      for (const path of [
        `/v1/prefill/${code}`,
        `/v1/dossiers/${code}`,
        `/v1/dossiers/${mine.id}/documents/${code}`,
        `/v1/office/dossiers/${code}`,
        `/v1/admin/procedures/${code}/drafts/1`,
      ])
        expect([path, (await stack.call(persona, "GET", path)).status < 500]).toEqual([path, true]);
  });

  it.each(["0x1", "01", "+1", "1e0", "1.0", "%201"])(
    "names a version or a draft by its digits alone, not %s",
    async (n) => {
      expect((await stack.call(null, "GET", `/v1/procedures/1.004650/versions/${n}`)).status).toBe(404);
      expect((await stack.call("admin-culture", "GET", `/v1/admin/procedures/1.004650/drafts/${n}`)).status).toBe(404);
      const form = `/v1/procedures/1.004650/forms/billboard-notice?version=${encodeURIComponent(decodeURIComponent(n))}`;
      await expectProblem(stack.call(null, "GET", form), 400, "query-invalid", ["/version"]);
    },
  );
});

describe("a worklist", () => {
  it("is the unit's own, soonest due first, and refuses a cursor we never gave", async () => {
    const read = async (query: string) =>
      (await stack.call("receiver-culture", "GET", `/v1/office/worklist${query}`)).json as {
        items: { id: string; dueAt: string }[];
        next: string | null;
      };
    const all = await read("?limit=100");
    expect(all.items.map(({ id }) => id)).toContain(mine.id);
    expect(all.items.map(({ dueAt }) => dueAt)).toEqual(all.items.map(({ dueAt }) => dueAt).sort());
    const tourism = (await stack.call("receiver-tourism", "GET", "/v1/office/worklist")).json as {
      items: { id: string }[];
    };
    expect(tourism.items.map(({ id }) => id)).not.toContain(mine.id);
    await expectProblem(
      stack.call("receiver-culture", "GET", "/v1/office/worklist?cursor=nonsense"),
      400,
      "cursor-invalid",
    );
    await expectProblem(stack.call("receiver-culture", "GET", "/v1/office/worklist?limit=0"), 400, "query-invalid", [
      "/limit",
    ]);
    const [first] = [await read("?limit=1")];
    expect(first?.items).toHaveLength(1);
    if (all.items.length > 1) expect(first?.next).not.toBeNull();
  });
});

describe("a draft", () => {
  it("deleted by many at once is deleted once, and the others find nothing", async () => {
    const id = await drafted(stack, "1.004650", "citizen-minh");
    const replies = await Promise.all([1, 2, 3].map(() => stack.call("citizen-minh", "DELETE", `/v1/dossiers/${id}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });

  it("can be deleted, and is gone", async () => {
    const id = await drafted(stack, "1.004650", "citizen-minh");
    expect((await stack.call("citizen-minh", "DELETE", `/v1/dossiers/${id}`)).status).toBe(204);
    await expectProblem(stack.call("citizen-minh", "GET", `/v1/dossiers/${id}`), 404, "dossier-not-found");
  });

  it("once filed is neither changed nor deleted", async () => {
    await nothingHappens(async () => {
      await expectProblem(stack.call("citizen-lan", "DELETE", `/v1/dossiers/${mine.id}`), 409, "move-not-allowed");
      await expectProblem(
        stack.call("citizen-lan", "PATCH", `/v1/dossiers/${mine.id}`, { body: { language: "en" } }),
        409,
        "move-not-allowed",
      );
      const submission = stack.call("citizen-lan", "POST", `/v1/dossiers/${mine.id}/submission`, { body: {} });
      await expectProblem(submission, 409, "move-not-allowed");
    });
  });
});
