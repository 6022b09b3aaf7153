import { clientOf, DemoFailed, eventually } from "./demo/client.ts";
import { type Life, refusedLife, wholeLife } from "./demo/life.ts";
import { openedStack } from "./demo/stack.ts";

type Message = { channel: string; to: string; subject?: string; body: string };

const say = (line: string): void => console.log(line);

/** One SMS and one email for every change of state the citizen sees: no fewer, no more. */
const messagesOf = async (origin: string, { code }: Life, changes: number): Promise<Message[]> => {
  const client = clientOf(origin);
  const read = async (): Promise<Message[]> => {
    const { body } = await client.must(200, "GET", "/local/messages");
    return (body as unknown as Message[]).filter((message) => message.body.includes(code));
  };
  await eventually(`the ${changes * 2} messages of ${code}`, async () =>
    (await read()).length >= changes * 2 ? true : undefined,
  );
  const messages = await read();
  if (messages.length !== changes * 2)
    throw new DemoFailed(`${messages.length} messages of ${code}, not ${changes * 2}`);
  return messages;
};

const show = async (origin: string, title: string, life: Life, changes: number): Promise<void> => {
  say(`\nTin nhắn về ${title} ${life.code}:`);
  for (const { channel, to, subject, body } of await messagesOf(origin, life, changes)) {
    say(channel === "sms" ? `  SMS ${to}: ${body}` : `  Email ${to}: ${subject ?? ""}`);
  }
  const client = clientOf(origin);
  const lookup = await client.must(200, "POST", "/v1/lookups", { code: life.code, secret: life.lookupSecret });
  const tracking = await client.must(200, "GET", life.trackingUrl);
  if (JSON.stringify(lookup.body) !== JSON.stringify(tracking.body)) throw new DemoFailed("lookup and tracking differ");
  say(`\nTra cứu ${life.code}:\n${JSON.stringify(tracking.body, null, 2)}`);
};

const walk = async (origin: string): Promise<void> => {
  const client = clientOf(origin);
  const tell = (line: string): void => say(`  ${line}`);
  say(`Một Cửa, ${origin}\n\n1. Thẻ hướng dẫn viên du lịch nội địa, có phí`);
  const card = await wholeLife(client, "1.004623", tell);
  say("\n2. Thông báo sản phẩm quảng cáo, miễn phí");
  const notice = await wholeLife(client, "1.004650", tell);
  say("\n3. Hồ sơ không được tiếp nhận");
  const refused = await refusedLife(client, "1.004650", tell);
  await show(origin, "hồ sơ có phí", card, 6);
  await show(origin, "hồ sơ miễn phí", notice, 5);
  await show(origin, "hồ sơ bị từ chối", refused, 2);
};

const stack = await openedStack(process.env.BASE_URL);
try {
  await walk(stack.origin);
  say("\nXong: mọi bước đã xảy ra. / Done: all of it happened.");
} catch (error) {
  console.error(`\nKhông xong / Failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
} finally {
  await stack.close();
}
