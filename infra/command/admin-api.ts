import { CommandFault } from "./outcome.ts";

const DEFAULT_URL = "http://localhost:3000";
/** Who asks where the stack is a local one: its issuer signs in anybody. */
const PERSONA = "admin-culture";
const WAIT_MS = 35_000;

export type AdminApi = (method: "GET" | "POST", path: string) => Promise<Record<string, unknown>>;
export type Variables = Readonly<Record<string, string | undefined>>;

const ask = async (url: URL, init: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> => {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(WAIT_MS) });
  } catch {
    throw new CommandFault(
      `Không gọi được ${url.origin}: kiểm tra BASE_URL và mạng.\n${url.origin} cannot be reached: check BASE_URL and the network.`,
    );
  }
  const text = await response.text();
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null) return { status: response.status, body: { ...body } };
  } catch {
    // Said below: whoever answers so is not our service.
  }
  throw new CommandFault(
    `${url.origin} trả lời ${response.status} mà không phải JSON: kiểm tra BASE_URL.\n${url.origin} answered ${response.status} without JSON: check BASE_URL.`,
  );
};

const baseOf = ({ BASE_URL }: Variables): URL => {
  const text = BASE_URL === undefined || BASE_URL === "" ? DEFAULT_URL : BASE_URL;
  if (URL.canParse(text) && /^https?:/.test(text)) return new URL(text);
  throw new CommandFault(
    `BASE_URL không phải địa chỉ: ${text}; ghi như https://motcua.tinh.gov.vn.\nBASE_URL is no address: ${text}; write it as https://motcua.tinh.gov.vn.`,
  );
};

/** `ADMIN_TOKEN`; against a local stack, a token of the administrator there. */
const tokenOf = async (base: URL, { ADMIN_TOKEN }: Variables): Promise<string> => {
  if (ADMIN_TOKEN !== undefined && ADMIN_TOKEN !== "") return ADMIN_TOKEN;
  const { status, body } = await ask(new URL("/local/token", base), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ persona: PERSONA }),
  });
  if (status === 200 && typeof body.access_token === "string") return body.access_token;
  throw new CommandFault(
    `${base.origin} không phải máy thử: đặt ADMIN_TOKEN là mã đăng nhập của quản trị viên.\n${base.origin} is no local stack: set ADMIN_TOKEN to the token of an administrator.`,
  );
};

/** The administrators' routes of a stage. Throws `CommandFault` with what the service says where it refuses. */
export const adminApi = async (variables: Variables, language: "vi" | "en"): Promise<AdminApi> => {
  const base = baseOf(variables);
  const token = await tokenOf(base, variables);
  return async (method, path) => {
    const { status, body } = await ask(new URL(path, base), {
      method,
      headers: { authorization: `Bearer ${token}`, "accept-language": language },
    });
    if (status < 400) return body;
    if (status === 401)
      throw new CommandFault(
        "ADMIN_TOKEN không dùng được: có thể đã hết hạn.\nADMIN_TOKEN is not accepted: it may have expired.",
      );
    throw new CommandFault(
      `${status} ${String(body.title ?? body.message ?? "")}\n${String(body.detail ?? "")}`.trim(),
    );
  };
};
