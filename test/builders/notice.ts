import type { Accepted } from "../../shared/domain/dossiers/dossier.ts";
import type { DossierEvent } from "../../shared/domain/dossiers/event.ts";
import type { Person } from "../../shared/domain/dossiers/person.ts";
import type { Words } from "../../shared/domain/dossiers/words.ts";
import type { Names } from "../../shared/domain/notifications/filling.ts";
import type { NoticeSubject } from "../../shared/domain/notifications/notice.ts";
import type { Filling } from "../../shared/domain/notifications/placeholder.ts";

export const DOSSIER_ID = "abcdefgh234567aa";
export const CODE = "000.00.04.H40-261122-0001";

export const anEvent = (changes: Partial<DossierEvent> = {}): DossierEvent => ({
  dossierId: DOSSIER_ID,
  commandId: "command-3",
  version: 3,
  at: "2026-11-22T01:30:00.000Z",
  actor: { kind: "officer", id: "officer-tourism-receiver" },
  what: "dossier-accepted",
  from: "submitted",
  to: "accepted",
  code: CODE,
  unit: "tourism",
  officer: "officer-tourism-receiver",
  step: "receive",
  facts: { dueAt: "2026-12-07T02:00:00.000Z" },
  changed: {},
  bodyHash: "body",
  previousHash: "YmVmb3Jl",
  hash: "YWZ0ZXI=",
  ...changes,
});

export const aDossier = (changes: Partial<Accepted> = {}): Accepted => ({
  id: DOSSIER_ID,
  version: 3,
  procedure: { code: "1.004623", version: 1 },
  case: null,
  channel: "online",
  submitter: { kind: "citizen", sub: "citizen-lan" },
  owner: "owner",
  createdAt: "2026-11-22T00:00:00.000Z",
  delivery: "online",
  keyVersion: 1,
  linkVersion: 1,
  headHash: "YWZ0ZXI=",
  handledBy: ["officer-tourism-receiver"],
  code: CODE,
  step: { id: "receive", role: "receiver", unit: "tourism", since: "2026-11-22T00:00:00.000Z", dueAt: null },
  assignee: "officer-tourism-receiver",
  submittedAt: "2026-11-22T00:00:00.000Z",
  acceptBy: "2026-11-23T09:30:00.000Z",
  acceptedAt: "2026-11-22T01:30:00.000Z",
  receivedAt: "2026-11-22T01:30:00.000Z",
  dueAt: "2026-12-07T02:00:00.000Z",
  provisional: false,
  state: "accepted",
  ...changes,
});

export const aPerson = (changes: Partial<Person> = {}): Person => ({
  applicant: {
    kind: "individual",
    fullName: "Nguyễn Thị Lan",
    identityNumber: "036195004821",
    phone: "0912345678",
    email: "lan.nguyen@example.com",
    address: "12 Trần Hưng Đạo, Nam Định",
    dateOfBirth: "1995-03-08",
  },
  form: { education: "Đại học" },
  delivery: { method: "online" },
  notify: { sms: true, email: true },
  language: "vi",
  wordsKey: "QSBrZXkgb2YgdGhlIHRlc3RzLCAzMiBieXRlcy4uLi4=",
  ...changes,
});

type Subject = NoticeSubject & { person: Person; words: Words };

export const aSubject = (changes: Partial<NoticeSubject & { words: Words }> = {}): Subject => ({
  event: anEvent(),
  dossier: aDossier(),
  notice: undefined,
  words: {},
  ...changes,
  person: changes.person ?? aPerson(),
});

export const someNames: Names = {
  procedure: async (code) => (code === "1.004623" ? "Thủ tục cấp thẻ hướng dẫn viên du lịch nội địa" : undefined),
  asked: async (_, __, { requirement }) => (requirement === "health" ? "Giấy chứng nhận sức khỏe" : undefined),
  step: async (_, __, id) => (id === "receive" ? "Tiếp nhận" : undefined),
  unit: (id) => (id === "tourism" ? "Phòng Quản lý du lịch" : undefined),
  officer: (sub) => (sub === "officer-tourism-receiver" ? { name: "Phạm Thị Hương", title: "Chuyên viên" } : undefined),
};

/** The longest link a stage allows: an origin of 40 characters, the path, a token of 32. */
export const LONGEST_LINK = `https://${"d".repeat(29)}.vn/v1/tracking/${"t".repeat(32)}`;

/** A code of 32 characters, the most a year of any agency can need, and the longest of all else. */
export const LONGEST_FILLING: Filling = {
  code: "000.00.04.H40.12.123-20261122-01",
  link: LONGEST_LINK,
  when: "08:30 22/11/2026",
  due: "17:00 22/12/2026",
  acceptBy: "17:00 23/11/2026",
  answerBy: "17:00 23/12/2026",
  previousDue: "17:00 15/12/2026",
  items: "(1) Giấy chứng nhận sức khỏe: Bản chụp bị mờ",
  amount: "9.999.999.999",
  name: "Nguyễn Phúc Hồng Ân".repeat(6),
  officer: "Phạm Thị Hương",
  officerTitle: "Chuyên viên chính",
  agency: "Trung tâm Phục vụ hành chính công tỉnh Nam Định",
  procedure: "Cấp thẻ hướng dẫn viên du lịch nội địa",
  reason: "Thiếu bản sao có chứng thực",
  legalBasis: "Điều 59 Luật Du lịch",
  outcome: "không được chấp thuận",
  method: "tại Trung tâm Phục vụ hành chính công",
  trackingNumber: "EB123456789VN",
  refundWay: "bằng chuyển khoản ngân hàng",
};
