import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type { Refusal } from "../../shared/domain/foundation/refusal.ts";
import { factWords } from "./fact-words.ts";
import { PROBLEMS } from "./problems.ts";

/** Base of the problem types: an identifier that stays the same in every province, not an address to open. */
const TYPE_BASE = "https://motcua.example/problems/";

const filled = (words: string, facts: Record<string, string | number> = {}, language: "vi" | "en"): string =>
  words.replaceAll(/\{(\w+)\}/g, (_, name: string) => factWords(name, facts[name] ?? "", language));

/** When to come again where a person must act first. */
const PERSON_SECONDS = 3600;

/** A refusal as an RFC 9457 problem document, in the caller's language. */
export const problemOf = (
  refusal: Refusal,
  language: "vi" | "en",
  correlationId: string,
): APIGatewayProxyStructuredResultV2 => {
  const problem = PROBLEMS[refusal.refused];
  const retryAfter = refusal.retryAfterSeconds ?? (problem.status === 503 ? PERSON_SECONDS : undefined);
  return {
    statusCode: problem.status,
    headers: {
      "content-type": "application/problem+json; charset=utf-8",
      "content-language": language,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-correlation-id": correlationId,
      ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    },
    body: JSON.stringify({
      type: `${TYPE_BASE}${refusal.refused}`,
      title: problem.title[language],
      status: problem.status,
      detail: filled(problem.detail[language], refusal.facts, language),
      instance: correlationId,
      ...refusal.members,
      ...(refusal.faults?.length
        ? { errors: refusal.faults.map(({ pointer, code, detail }) => ({ pointer, code, detail: detail[language] })) }
        : {}),
    }),
  };
};
