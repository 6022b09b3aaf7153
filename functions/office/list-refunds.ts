import * as z from "zod";
import { inProvince } from "../../shared/domain/foundation/instant.ts";
import { isRefusal, refuse } from "../../shared/domain/foundation/refusal.ts";
import { REFUND_LISTS } from "../../shared/domain/payments/refund-entry.ts";
import { authorityOf } from "../boundary/authority.ts";
import { http, type Operation } from "../boundary/http.ts";
import { cursorOf, PageQuery, pageOf } from "../boundary/page.ts";
import type { RefundsDependencies } from "./dependencies.ts";
import { refundsWiring } from "./wiring.ts";

const Line = z.object({
  since: z.string(),
  amount: z.number().int(),
  dossier: z.object({ id: z.string(), code: z.string() }),
  payment: z.string(),
  refund: z.string().nullable(),
  /** Of a task: why the money is to be given back. */
  cause: z.enum(["not-owed", "refund-failed"]).nullable(),
});

export const spec = {
  route: "GET /v1/office/refunds",
  summary: { vi: "Danh sách hoàn phí của đơn vị", en: "The refunds of a unit, by what they wait for" },
  identity: "officer",
  query: z.strictObject({ ...PageQuery, state: z.enum(REFUND_LISTS) }),
  reply: z.object({ items: z.array(Line), next: z.string().nullable() }),
} as const;

/** A place in a list: `<since>#<payment>#<refund>`, without a refund for a task. */
const PLACE = /^[0-9TZ:.-]{24}#[A-Za-z0-9]{20,64}#[a-z2-7]{0,20}$/;

export const listRefunds: Operation<typeof spec, RefundsDependencies> = async (
  { identity, query },
  { refunds, register },
) => {
  const officer = authorityOf(register, identity);
  if (isRefusal(officer)) return officer;
  if (!officer.roles.has("cashier") && !officer.roles.has("leader")) return refuse("role-missing");
  const page = pageOf(query, PLACE);
  if (isRefusal(page)) return page;
  const { items, next } = await refunds.lines(query.state, officer.unit, page);
  const lines = items.map(({ list, at, amount, dossierId: id, code, intentId, refundId, cause }) => ({
    since: inProvince(at),
    amount,
    dossier: { id, code },
    payment: intentId,
    refund: refundId ?? null,
    cause: list === "due" ? (cause ?? ("not-owed" as const)) : null,
  }));
  return { status: 200, body: { items: lines, next: cursorOf(next) } };
};

export const handler = http(spec, refundsWiring, listRefunds);
