import * as z from "zod";
import { inProvince } from "../foundation/instant.ts";
import type { Notice, NoticeState } from "./notice.ts";

/** What became of a notice, in words that its reader needs no help with. */
const ShownNoticeState = z.enum([
  /** It is being sent, or will be tried again. */
  "sending",
  /** A provider took it; whether it arrived is not known yet. */
  "sent",
  /** It arrived; by phone: an officer spoke with them. */
  "delivered",
  "not-delivered",
  /** It may have arrived: no provider answered. It is not sent again. */
  "unconfirmed",
  /** Nobody was to be told this way. */
  "not-sent",
  /** An officer is to call. */
  "to-be-called",
]);
type Shown = z.infer<typeof ShownNoticeState>;

const SHOWN: Record<NoticeState, Shown> = {
  claimed: "sending",
  failed: "sending",
  sent: "sent",
  delivered: "delivered",
  undelivered: "not-delivered",
  unconfirmed: "unconfirmed",
  skipped: "not-sent",
  waiting: "to-be-called",
};

/** Whether a state has a reason to tell: elsewhere one may be left from an earlier state. */
const HAS_REASON: Record<Shown, boolean> = {
  sending: false,
  sent: false,
  delivered: false,
  "not-delivered": true,
  unconfirmed: false,
  "not-sent": true,
  "to-be-called": false,
};

/** How one way went: the state and, where it ended badly, why. */
export const NoticeOutcome = z.object({ state: ShownNoticeState, reason: z.string().optional() });

export const noticeOutcome = ({ state, reason }: Pick<Notice, "state" | "reason">): z.infer<typeof NoticeOutcome> => {
  const shown = SHOWN[state];
  return { state: shown, ...(reason === undefined || !HAS_REASON[shown] ? {} : { reason }) };
};

/** The name of an event or of a reminder; null of notices sent before it was kept. */
const What = z.string().nullable();

export const ApplicantNotice = NoticeOutcome.extend({
  what: What,
  channel: z.enum(["sms", "email", "phone"]),
  /** When the state last changed. */
  at: z.string(),
});

export const OfficerNotice = NoticeOutcome.extend({
  what: What,
  channel: z.enum(["sms", "email", "phone", "officer-email"]),
  /** When the state last changed. */
  at: z.string(),
  /** Who was called last to send it. */
  provider: z.string().optional(),
  /** How often it was tried. */
  attempts: z.number().int(),
  /** It may have arrived so many times more. */
  doubts: z.number().int(),
});

/** A notice as an officer of the unit sees it. */
export const officerNotice = (notice: Notice): z.infer<typeof OfficerNotice> => ({
  what: notice.what ?? null,
  channel: notice.channel,
  ...noticeOutcome(notice),
  at: inProvince(notice.at),
  ...(notice.provider === undefined ? {} : { provider: notice.provider }),
  attempts: notice.attempt,
  doubts: notice.doubts,
});

/**
 * The notices of a dossier, oldest first, as its applicant sees them, newest first. What officers are told among
 * themselves is left out, and so is that an event is told to nobody.
 */
export const applicantNotices = (notices: readonly Notice[]): z.infer<typeof ApplicantNotice>[] =>
  notices
    .flatMap((notice): z.infer<typeof ApplicantNotice>[] => {
      const { channel, what = null, at } = notice;
      if (channel === "officer-email" || (notice.state === "skipped" && notice.reason === "no-template")) return [];
      return [{ what, channel, ...noticeOutcome(notice), at: inProvince(at) }];
    })
    .reverse();
