import { refuse } from "../../shared/domain/foundation/refusal.ts";
import { http } from "../boundary/http.ts";
import { ForeignQuery } from "../boundary/query.ts";

/** What no route serves: a problem document, as for every other refusal. */
export const handler = http(
  { identity: "none", query: ForeignQuery },
  () => ({}),
  () => refuse("path-unknown"),
);
