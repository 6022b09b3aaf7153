import * as z from "zod";
import { own, ownerOf } from "../../shared/domain/dossiers/ownership.ts";
import { isRefusal } from "../../shared/domain/foundation/refusal.ts";
import { ApplicantNotice, applicantNotices } from "../../shared/domain/notifications/notice-view.ts";
import { http, type Operation } from "../boundary/http.ts";
import type { NoticesDependencies } from "./dependencies.ts";
import { noticesWiring } from "./wiring.ts";

export const spec = {
  route: "GET /v1/dossiers/{id}/notices",
  summary: {
    vi: "Các thông báo về hồ sơ của tôi, và đã đến nơi hay chưa",
    en: "The notices of one's own dossier, and whether they arrived",
  },
  identity: "citizen",
  path: z.object({ id: z.string() }),
  reply: z.array(ApplicantNotice),
} as const;

/** What the applicant was told of a dossier on each way, newest first. */
export const listNotices: Operation<typeof spec, NoticesDependencies> = async ({ identity, path }, { store, told }) => {
  const [found, { notices }] = await Promise.all([store.read(path.id), told(path.id)]);
  const record = own(found, ownerOf(identity));
  return isRefusal(record) ? record : { status: 200, body: applicantNotices(notices) };
};

export const handler = http(spec, noticesWiring, listNotices);
