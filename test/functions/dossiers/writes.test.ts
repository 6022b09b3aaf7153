import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { hashOf } from "../../../functions/boundary/body.ts";
import { changeDossier } from "../../../functions/dossiers/change-dossier.ts";
import { createDossier } from "../../../functions/dossiers/create-dossier.ts";
import { deleteDossier } from "../../../functions/dossiers/delete-dossier.ts";
import type { FilesDependencies } from "../../../functions/dossiers/dependencies.ts";
import { getDossier } from "../../../functions/dossiers/get-dossier.ts";
import { lookUpDossier } from "../../../functions/dossiers/look-up-dossier.ts";
import { submitDossier } from "../../../functions/dossiers/submit-dossier.ts";
import { makeMove } from "../../../functions/office/make-move.ts";
import { uploadDocument } from "../../../functions/office/upload-document.ts";
import type { PaymentsDependencies } from "../../../functions/payments/dependencies.ts";
import { receiveVnpayIpn } from "../../../functions/payments/receive-vnpay-ipn.ts";
import { startPayment } from "../../../functions/payments/start-payment.ts";
import { currentCalendar } from "../../../shared/adapters/catalogue/current-calendar.ts";
import { organisationRegister } from "../../../shared/adapters/catalogue/organisation-register.ts";
import { hmacUnder, sha256 } from "../../../shared/adapters/crypto/digest.ts";
import { sealing } from "../../../shared/adapters/crypto/sealing.ts";
import { codeStore } from "../../../shared/adapters/dynamodb/code-store.ts";
import { dossierLists } from "../../../shared/adapters/dynamodb/dossier-lists.ts";
import { dossierStore } from "../../../shared/adapters/dynamodb/dossier-store.ts";
import { fileStore } from "../../../shared/adapters/dynamodb/file-store.ts";
import { toldOf } from "../../../shared/adapters/dynamodb/notice-store.ts";
import { paymentStore } from "../../../shared/adapters/dynamodb/payment-store.ts";
import { verdictStore } from "../../../shared/adapters/dynamodb/verdict-store.ts";
import type { DocumentStorage } from "../../../shared/domain/documents/document-storage.ts";
import { lookupSecretOf, trackingTokenOf, trackingUrlOf } from "../../../shared/domain/dossiers/dossier-secrets.ts";
import type { MoveRequest } from "../../../shared/domain/dossiers/moves/move-request.ts";
import { MOVE_NAMES } from "../../../shared/domain/dossiers/moves/moves.ts";
import { instantOf, millisOf } from "../../../shared/domain/foundation/instant.ts";
import { isRefusal } from "../../../shared/domain/foundation/refusal.ts";
import type { ProviderNotice } from "../../../shared/domain/payments/judge-notice.ts";
import { calendar, fullContent, MONDAY, OFFICE_HOURS, procedure, terms } from "../../builders/dossier.ts";
import { emulatedTable } from "../../contracts/emulated-table.ts";
import { shippedCatalogue } from "../../fakes/procedure-catalogue.ts";

type Emulated = Awaited<ReturnType<typeof emulatedTable>>;
type Body = Record<string, unknown>;

const storage: DocumentStorage = {
  upload: async () => ({ method: "PUT", url: "http://gate", headers: {}, expiresAt: MONDAY }),
  arrived: async () => new Set(),
  download: async () => "http://gate",
};
const hmac = hmacUnder("a key of the test");
const links = {
  of: async (dossier: { id: string; linkVersion: number }) => ({
    lookupSecret: lookupSecretOf(dossier, hmac),
    trackingToken: trackingTokenOf(dossier, hmac),
    trackingUrl: trackingUrlOf("http://localhost:3000", dossier, hmac),
  }),
};

let emulated: Emulated;
let dossiers: FilesDependencies;
let payments: PaymentsDependencies;
let told: ProviderNotice;
const sent: { name: string; units: number }[] = [];

/** Capacity that the table says it took, in write units; reads are not counted here. */
const unitsOf = (output: unknown): number => {
  const capacity = (output as { ConsumedCapacity?: unknown }).ConsumedCapacity;
  return [capacity ?? []]
    .flat()
    .reduce((sum: number, one) => sum + ((one as { CapacityUnits?: number }).CapacityUnits ?? 0), 0);
};

beforeAll(async () => {
  emulated = await emulatedTable();
  emulated.client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        Object.assign(args.input, { ReturnConsumedCapacity: "TOTAL" });
        const result = await next(args);
        sent.push({ name: String(commandName), units: unitsOf(result.output) });
        return result;
      },
    { step: "initialize", priority: "high" },
  );
  const store = dossierStore(emulated);
  const catalogue = shippedCatalogue;
  const register = organisationRegister;
  dossiers = {
    store,
    lists: dossierLists(emulated),
    codes: codeStore(emulated),
    storage,
    links,
    catalogue,
    register,
    calendar: async () => calendar,
    terms,
    digest: sha256,
    sealing,
  };
  payments = {
    store,
    catalogue,
    payments: paymentStore(emulated),
    providers: {
      vnpay: {
        inquire: async () => ({ answer: "unknown" as const }),
        merchant: async () => "M",
        open: async () => ({ redirectUrl: "http://pay" }),
        read: async () => ({ valid: true, notice: told }),
      },
    },
    calendar: async () => calendar,
    digest: sha256,
    expiryMinutes: 15,
    origin: "http://localhost:3000",
  };
});
afterAll(() => emulated?.stop());
beforeEach(() => {
  sent.length = 0;
});

const WRITE = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;
const writes = (): string[] =>
  sent.filter(({ name }) => WRITE.test(name)).map(({ name }) => name.replace("Command", ""));
const reads = (): string[] =>
  sent.filter(({ name }) => !WRITE.test(name)).map(({ name }) => name.replace("Command", ""));
const units = (): number => sent.filter(({ name }) => WRITE.test(name)).reduce((sum, { units: some }) => sum + some, 0);

const officeOf = () => ({ ...dossiers, files: fileStore(emulated), told: toldOf(emulated) });

let keys = 0;
const common = () => ({
  query: undefined,
  headers: {},
  rawQuery: "",
  sourceIp: "127.0.0.1",
  language: "vi" as const,
  at: MONDAY,
  correlationId: "test",
  command: { id: `key-${++keys}`, bodyHash: "body" },
  ifMatch: undefined,
});
const citizen = { kind: "citizen" as const, sub: "citizen-lan", name: "Lan" };
const officerOf = (name: string) => {
  const found = organisationRegister.officer(`officer-${name}`);
  if (!found) throw new Error(`nobody is ${name}`);
  return { kind: "officer" as const, sub: found.sub, name: found.name, roles: found.roles };
};

const done = (reply: unknown): Body => {
  if (isRefusal(reply)) throw new Error(JSON.stringify(reply));
  return (reply as { body: Body }).body;
};

const drafted = async (code: "1.004623" | "1.004650"): Promise<string> => {
  const content = fullContent(await procedure(code));
  const request = { ...common(), identity: citizen, path: undefined, body: { ...content, procedure: code } };
  const body = done(await createDossier(request, dossiers));
  const verdicts = verdictStore(emulated);
  for (const { documentId } of body.uploads as { documentId: string }[]) {
    await verdicts.putVerdict({ documentId, state: "clean", at: MONDAY });
  }
  sent.length = 0;
  return String(body.id);
};
const submit = async (id: string): Promise<Body> =>
  done(await submitDossier({ ...common(), identity: citizen, path: { id }, body: {} }, dossiers));

/** As officers write: nothing is said twice, so that it does not pack better than their texts do. */
const PROSE = `Hồ sơ chưa đủ điều kiện giải quyết: bản sao giấy chứng nhận sức khỏe đã hết hạn sử dụng từ ngày 15 tháng 9, ảnh chân dung không đúng kích thước theo quy định, và văn bằng tốt nghiệp chưa được công chứng. Đề nghị ông bà nộp lại các giấy tờ nêu trên trước thời hạn ghi trong thông báo. Sau khi thẩm định, cơ quan nhận thấy địa điểm tổ chức lễ hội nằm trong khu vực bảo vệ di tích đã xếp hạng cấp quốc gia nên cần lấy ý kiến của Bộ Văn hóa, Thể thao và Du lịch; việc này kéo dài thêm, chúng tôi xin lỗi và hẹn trả kết quả vào tuần đầu tháng mười hai. Em trai của người nộp, Nguyễn Văn Toàn, đã mang giấy ủy quyền và căn cước đến bộ phận một cửa; cán bộ đối chiếu họ tên, số điện thoại, địa chỉ tại tổ 5, phường Vị Xuyên. Chuyên viên Phạm Thị Hương kiểm tra lại nội dung chương trình biểu diễn nghệ thuật, danh mục tiết mục, lời dẫn cùng phương án bảo đảm an ninh trật tự, phòng cháy chữa cháy, vệ sinh môi trường và y tế. Ban tổ chức cần bổ sung hợp đồng thuê âm thanh ánh sáng, kèm biên bản khảo sát mặt bằng do Ủy ban nhân dân xã ký đóng dấu. Trường hợp quá thời gian mà không nhận được phản hồi, Sở sẽ dừng việc xem xét và thông báo bằng văn bản, nêu rõ căn cứ pháp luật. Quý khách có quyền khiếu nại hoặc khởi kiện tại Tòa án nếu không đồng ý. Mọi thắc mắc xin liên hệ tổng đài 1022, nhánh 3, giờ hành chính; thư điện tử gửi về hòm thư công vụ của phòng. Lãnh đạo yêu cầu rà soát kỹ phần kinh phí, vì dự toán ghi bốn mươi triệu đồng còn bảng kê chỉ thể hiện ba mươi hai; sai lệch phải được giải trình. Ngoài ra bản vẽ sân khấu thiếu lối thoát hiểm phía đông, chiều cao giàn treo vượt mức cho phép hai mét, khoảng cách tới đường dây điện chưa ghi. Người đại diện mới được bổ nhiệm nhưng quyết định kèm theo bị mờ dấu giáp lai, trang cuối mất chữ ký. Vì vậy phòng chuyên môn trả lại bước trước để tiếp nhận liên lạc với chủ hồ sơ, hướng dẫn khai tờ đơn đúng mẫu số 04 ban hành kèm Nghị định 144, rồi trình duyệt vào sáng thứ năm.`;
const prose = (length: number): string => PROSE.slice(0, length).trimEnd().padEnd(length, ".");

type Made = [who: string, body: MoveRequest];

const notice = await procedure("1.004650");
const asking = (reason: string): MoveRequest => ({
  move: "request-supplement",
  items: [{ requirement: notice.documents[0]?.id ?? "", reason }],
});
const LATER = "2026-12-30T09:00:00.000Z";
const OWING: MoveRequest = { move: "request-payment", items: [{ name: "Phí", kind: "fee", amount: 9 }] };
const GRANTED: MoveRequest = { move: "decide", outcome: "granted" };
const RETURNED: MoveRequest = { move: "return-result", method: "counter" };
const ACCEPT: Made = ["culture-receiver", { move: "accept" }];
const APPRAISING: Made[] = [ACCEPT, ["culture-receiver", { move: "complete-step" }]];
const APPROVING: Made[] = [...APPRAISING, ["culture-specialist", { move: "complete-step" }]];
const DECIDED: Made[] = [...APPROVING, ["culture-leader", GRANTED]];

describe("what each command writes", () => {
  it("a draft: one transaction", async () => {
    const content = fullContent(await procedure("1.004650"));
    const request = { ...common(), identity: citizen, path: undefined, body: { ...content, procedure: "1.004650" } };
    done(await createDossier(request, dossiers));
    expect(writes()).toEqual(["TransactWriteItems"]);
    expect(reads()).toEqual([]);
  });

  it("a change and a deletion of a draft: one transaction each", async () => {
    const id = await drafted("1.004650");
    const request = { ...common(), command: undefined, identity: citizen, path: { id } };
    done(await changeDossier({ ...request, body: { language: "en" } }, dossiers));
    expect(writes()).toEqual(["TransactWriteItems"]);
    sent.length = 0;
    await deleteDossier({ ...request, body: undefined }, dossiers);
    expect(writes()).toEqual(["TransactWriteItems"]);
  });

  it("a submission: the number and the transaction, within 12 write units, after one read", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    expect(writes()).toEqual(["UpdateItem", "TransactWriteItems"]);
    expect(reads()).toEqual(["Query"]);
    expect(units()).toBeLessThanOrEqual(12);
  });

  it("a submission where the calendar was not asked within 30 s: one read more, beside that of the dossier", async () => {
    const asking = { ...dossiers, calendar: currentCalendar(emulated, OFFICE_HOURS) };
    const [first, second] = [await drafted("1.004650"), await drafted("1.004650")];
    const submission = (id: string) => ({ ...common(), identity: citizen, path: { id }, body: {} });
    done(await submitDossier(submission(first), asking));
    expect(reads()).toEqual(["Query", "Query"]);
    expect(units()).toBeLessThanOrEqual(12);
    sent.length = 0;
    done(await submitDossier(submission(second), asking));
    expect(reads()).toEqual(["Query"]);
  });

  it("a refused submission, and a replayed one: nothing, and no number", async () => {
    const content = await procedure("1.004650");
    const request = {
      ...common(),
      identity: citizen,
      path: undefined,
      body: { ...fullContent(content), documents: [], procedure: "1.004650" },
    };
    const bare = done(await createDossier(request, dossiers));
    sent.length = 0;
    const refused = await submitDossier(
      { ...common(), identity: citizen, path: { id: String(bare.id) }, body: {} },
      dossiers,
    );
    expect(refused).toMatchObject({ refused: "dossier-incomplete" });
    expect(writes()).toEqual([]);

    const id = await drafted("1.004650");
    const twice = { ...common(), identity: citizen, path: { id }, body: {} };
    const first = done(await submitDossier(twice, dossiers));
    sent.length = 0;
    const second = await submitDossier(twice, dossiers);
    expect(second).toMatchObject({ replayed: true, body: first });
    expect(writes()).toEqual([]);
  });

  it("a payment begun, and a payment confirmed: one transaction each", async () => {
    const id = await drafted("1.004623");
    await submit(id);
    sent.length = 0;
    const started = done(
      await startPayment({ ...common(), identity: citizen, path: { id }, body: { provider: "vnpay" } }, payments),
    );
    expect(writes()).toEqual(["TransactWriteItems"]);
    sent.length = 0;
    told = {
      provider: "vnpay",
      reference: String(started.reference),
      amountVnd: 650_000,
      merchant: "M",
      outcome: "success",
      transaction: "1",
      status: "00-00",
    };
    const ipn = { ...common(), command: undefined, identity: undefined, path: undefined, body: undefined, query: {} };
    expect(done(await receiveVnpayIpn(ipn, payments))).toMatchObject({ RspCode: "00" });
    expect(writes()).toEqual(["TransactWriteItems"]);
    expect(reads()).toEqual(["Query"]);
    // Header and event as of any move; intent, ledger and the call as it came are two each.
    expect(units()).toBeLessThanOrEqual(14);
    sent.length = 0;
    expect(done(await receiveVnpayIpn(ipn, payments))).toMatchObject({ RspCode: "02" });
    // The copy is kept, beside the dossier.
    expect(writes()).toEqual(["UpdateItem"]);
  });

  /** One move, as the boundary hands it on: an hour later than the one before, under ids as long as true ones. */
  const made = async (id: string, seen: number, [who, body]: Made): Promise<{ version: number; units: number }> => {
    sent.length = 0;
    const { command, ...request } = common();
    const at = instantOf(millisOf(MONDAY) + seen * 3_600_000);
    const asSent = { id: hashOf(command.id), bodyHash: hashOf(body) };
    const moved = { ...request, at, command: asSent, identity: officerOf(who), path: { id }, body, ifMatch: seen };
    const { version } = done(await makeMove(moved, officeOf()));
    expect([body.move, writes()]).toEqual([body.move, ["TransactWriteItems"]]);
    return { version: Number(version), units: units() };
  };

  /** The units of the last of these moves. */
  const unitsAfter = async (moves: Made[]): Promise<number> => {
    const id = await drafted("1.004650");
    let last = { version: Number((await submit(id)).version), units: 0 };
    for (const move of moves) last = await made(id, last.version, move);
    return last.units;
  };

  /**
   * What each move writes, in write units, after the moves before it; then the same with a text of 300 characters. A
   * transaction counts twice, an index once where an entry changes and twice where it moves.
   */
  const MOVES: [before: Made[], who: string, silent: MoveRequest | null, told: MoveRequest | null, units: number][] = [
    [[], "culture-receiver", { move: "accept" }, { move: "accept", note: prose(300) }, 8],
    [[], "culture-receiver", null, { move: "refuse", reason: prose(150), legalBasis: prose(150) }, 7],
    [[], "culture-receiver", null, asking(prose(300)), 8],
    [[ACCEPT], "culture-receiver", null, asking(prose(300)), 8],
    [[ACCEPT], "culture-receiver", { move: "complete-step" }, { move: "complete-step", note: prose(300) }, 7],
    [[ACCEPT], "culture-receiver", OWING, null, 8],
    [[ACCEPT], "culture-leader", null, { move: "stop", reason: prose(300) }, 7],
    [[ACCEPT], "culture-division-head", { move: "assign", officer: "officer-culture-specialist" }, null, 7],
    [APPRAISING, "culture-specialist", null, { move: "send-back", reason: prose(300) }, 7],
    [APPRAISING, "culture-specialist", { move: "complete-step" }, { move: "complete-step", note: prose(300) }, 7],
    [APPRAISING, "culture-division-head", { move: "assign", officer: "officer-culture-specialist" }, null, 6],
    [APPRAISING, "culture-leader", null, { move: "extend", newDueAt: LATER, reason: prose(300) }, 8],
    [APPROVING, "culture-leader", GRANTED, { move: "decide", outcome: "denied", reason: prose(300) }, 7],
    [DECIDED, "culture-receiver", RETURNED, { ...RETURNED, receiver: prose(200) }, 7],
  ];

  const TOLD = MOVES.flatMap(([before, who, silent, told, count]) =>
    [silent, told].flatMap((body): [string, string, string, number, Made[]][] => {
      const path = ["filed", ...before.map(([, { move }]) => move)].join(", ");
      const text = body === told ? "with a text of 300 characters" : "without a word";
      return body === null ? [] : [[body.move, text, path, count, [...before, [who, body]]]];
    }),
  );

  it.each(TOLD)("%s %s, after %s: one transaction, %i write units", async (_, __, ___, count, moves) => {
    expect(count).toBeLessThanOrEqual(8);
    expect(await unitsAfter(moves)).toBe(count);
  });

  it("every move of an officer is counted", () => {
    expect(new Set([...TOLD.map(([move]) => move), "approve-supplement"])).toEqual(new Set(MOVE_NAMES));
  });

  it("approve-supplement with a text of 300 characters, after a supplement was answered: one transaction, 6 write units", async () => {
    const id = await drafted("1.004650");
    const { version } = await submit(id);
    const asked = await made(id, Number(version), ["culture-receiver", asking(prose(20))]);
    const changed = { ...common(), command: undefined, identity: citizen, path: { id } };
    const requirement = notice.documents[0]?.id ?? "";
    const paper = fullContent(notice).documents?.filter((document) => document.requirement === requirement) ?? [];
    const sentAgain = paper.map((document) => ({ ...document, sha256: "b".repeat(64) }));
    const { uploads } = done(await changeDossier({ ...changed, body: { documents: sentAgain } }, dossiers));
    for (const { documentId } of uploads as { documentId: string }[])
      await verdictStore(emulated).putVerdict({ documentId, state: "clean", at: MONDAY });
    await submit(id);
    const again = await made(id, asked.version + 2, [
      "culture-leader",
      { move: "approve-supplement", reason: prose(300) },
    ]);
    expect(again.units).toBe(6);
  });

  /** Two units more where the event grows past a kilobyte, and past two; a receipt's event is the largest by itself. */
  const STEPS: [
    move: string,
    before: Made[],
    who: string,
    (text: string) => MoveRequest,
    units: Record<number, number>,
  ][] = [
    ["accept", [], "culture-receiver", (note) => ({ move: "accept", note }), { 380: 8, 390: 10, 1900: 10, 1960: 12 }],
    ["request-supplement", [], "culture-receiver", asking, { 500: 8, 510: 10, 1960: 10 }],
    [
      "extend",
      APPRAISING,
      "culture-leader",
      (reason) => ({ move: "extend", newDueAt: LATER, reason }),
      { 510: 8, 520: 10, 1960: 10 },
    ],
  ];

  it.each(STEPS)("the units of %s grow with its text", async (_, before, who, bodyOf, expected) => {
    const counted: Record<number, number> = {};
    for (const length of Object.keys(expected).map(Number))
      counted[length] = await unitsAfter([...before, [who, bodyOf(prose(length))]]);
    expect(counted).toEqual(expected);
  });

  it("an upload of an officer: one transaction", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    sent.length = 0;
    const file = {
      purpose: "working" as const,
      fileName: "a.pdf",
      contentType: "application/pdf",
      size: 10,
      sha256: "c".repeat(64),
    };
    const request = { ...common(), identity: officerOf("culture-receiver"), path: { id }, body: file };
    done(await uploadDocument(request, officeOf()));
    expect(writes()).toEqual(["TransactWriteItems"]);
  });
});

describe("many copies of one command at once", () => {
  it("begin one payment, and all are shown the one that was stored", async () => {
    const id = await drafted("1.004623");
    await submit(id);
    const once = common();
    const request = { ...once, identity: citizen, path: { id }, body: { provider: "vnpay" as const } };
    const instants = ["2026-11-23T01:30:00.000Z", "2026-11-23T01:31:00.000Z", "2026-11-23T01:32:00.000Z"];
    const replies = await Promise.all(instants.map((at) => startPayment({ ...request, at }, payments)));
    const shown = replies.map((reply) => done(reply).expiresAt);
    const stored = (await payments.store.read(id))?.intents ?? [];
    expect(stored).toHaveLength(1);
    expect(new Set(shown).size).toBe(1);
    expect(Date.parse(String(shown[0]))).toBe(Date.parse(stored[0]?.expiresAt ?? ""));
  });

  it("upload one officer's file", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    const office = officeOf();
    const file = {
      purpose: "working" as const,
      fileName: "a.pdf",
      contentType: "application/pdf",
      size: 10,
      sha256: "c".repeat(64),
    };
    const request = { ...common(), identity: officerOf("culture-receiver"), path: { id }, body: file };
    const replies = await Promise.all([1, 2, 3].map(() => uploadDocument(request, office)));
    expect(new Set(replies.map((reply) => done(reply).documentId)).size).toBe(1);
    expect((await payments.store.read(id))?.files).toHaveLength(1);
  });
});

describe("what each view reads", () => {
  it("a lookup by code: one query, and nothing is written", async () => {
    const { code, lookupSecret } = await submit(await drafted("1.004650"));
    sent.length = 0;
    const request = { ...common(), command: undefined, identity: undefined, path: undefined };
    const view = done(
      await lookUpDossier({ ...request, body: { code: String(code), secret: String(lookupSecret) } }, dossiers),
    );
    expect(view).toMatchObject({ code, state: "submitted" });
    expect([reads(), writes()]).toEqual([["Query"], []]);
  });

  it("one's own dossier: its partition and its events", async () => {
    const id = await drafted("1.004650");
    await submit(id);
    sent.length = 0;
    done(
      await getDossier({ ...common(), command: undefined, identity: citizen, path: { id }, body: undefined }, dossiers),
    );
    expect([reads(), writes()]).toEqual([["Query", "Query"], []]);
  });
});
