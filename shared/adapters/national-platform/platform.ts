import * as z from "zod";
import { Vnd } from "../../domain/payments/money.ts";
import type { NationalPlatform } from "../../domain/payments/national-platform.ts";
import type { Unreachable } from "../../domain/payments/provider.ts";
import { readTime } from "../../domain/payments/statement-cells.ts";
import { callJson } from "../http/call-json.ts";

/** All of the platform's protocol that its operator gives a province and nobody publishes (U). */
export type PlatformProtocol = {
  openUrl: string;
  lookUpUrl: string;
  /** Further fields of every request, such as a partner's code. */
  fields: Readonly<Record<string, string>>;
  /** How we show who we are; read at each call, for it is secret and changes. */
  headers: () => Promise<Readonly<Record<string, string>>>;
};

const Text = z.union([z.string(), z.number()]).transform(String);

/** `error_code` (V2): 0 done, 1 not to be done, -1 a fault of the platform. Anything else is not the platform's. */
const Reply = z.looseObject({
  error_code: z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number),
  message: z.string().optional(),
});

const Opened = z.looseObject({ UrlThanhToan: z.url({ protocol: /^https$/ }) });

const Paid = z.looseObject({
  MaTraCuuTT: Text,
  MaGiaoDich: Text.pipe(z.string().min(1)),
  SoTien: Text.pipe(z.string().regex(/^\d+$/)).transform(Number).pipe(Vnd),
  ThoiGianGD: z.string().optional(),
  UrlBienLai: z.url({ protocol: /^https$/ }).optional(),
});

const unreachable = (why: string): Unreachable => ({ answer: "unreachable", why });

type Heard = { code: number; reason: string; body: unknown } | Unreachable;

const say = async (protocol: PlatformProtocol, url: string, request: object): Promise<Heard> => {
  const answer = await callJson(url, {
    headers: await protocol.headers(),
    body: { ...protocol.fields, ...request },
  });
  if (answer.kind === "failed") return unreachable(answer.why);
  if (answer.status !== 200) return unreachable(`status-${answer.status}`);
  const reply = Reply.safeParse(answer.body);
  if (!reply.success) return unreachable("not-a-reply");
  return { code: reply.data.error_code, reason: reply.data.message ?? "", body: answer.body };
};

/**
 * The national payment platform over HTTPS JSON. The names of its reply beside `error_code` are assumed (U) and stand
 * here alone. A reply that lacks one of them, or is about another payment, is `unreachable`: it is asked again.
 */
export const nationalPlatform = (protocol: PlatformProtocol): NationalPlatform => ({
  open: async (request) => {
    const heard = await say(protocol, protocol.openUrl, request);
    if ("answer" in heard) return heard;
    if (heard.code === 1) return { answer: "refused", reason: heard.reason };
    if (heard.code !== 0) return unreachable(`code-${heard.code}`);
    const opened = Opened.safeParse(heard.body);
    return opened.success ? { answer: "opened", redirectUrl: opened.data.UrlThanhToan } : unreachable("not-a-reply");
  },
  lookUp: async (code) => {
    const heard = await say(protocol, protocol.lookUpUrl, { MaTraCuuTT: code });
    if ("answer" in heard) return heard;
    if (heard.code === 1) return { answer: "unpaid" };
    if (heard.code !== 0) return unreachable(`code-${heard.code}`);
    const paid = Paid.safeParse(heard.body);
    if (!paid.success) return unreachable("not-a-reply");
    const { MaTraCuuTT, MaGiaoDich, SoTien, ThoiGianGD, UrlBienLai } = paid.data;
    if (MaTraCuuTT !== code) return unreachable("about-another");
    const paidAt = ThoiGianGD === undefined ? undefined : readTime(ThoiGianGD);
    return {
      answer: "paid",
      transaction: MaGiaoDich,
      amount: SoTien,
      ...(paidAt === undefined ? {} : { paidAt }),
      ...(UrlBienLai === undefined ? {} : { receiptUrl: UrlBienLai }),
    };
  },
});
