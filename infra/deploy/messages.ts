import type { Stage } from "../stage.ts";
import type { AskAws, Finding } from "./ask-aws.ts";

export const checkEmail = async ({ providers }: Stage, ask: AskAws): Promise<Finding[]> => {
  const { sender } = providers.email;
  const domain = sender.slice(sender.indexOf("@") + 1);
  const identities = await Promise.all([domain, sender].map(ask.emailIdentity));
  const account = await ask.emailAccount();
  const findings: Finding[] = [];
  if (!identities.some((identity) => identity?.verified)) {
    findings.push({
      about: "/providers/email/sender",
      vi: `SES chưa xác minh ${domain} hay ${sender}: tạo danh tính ${domain} trong SES và thêm các bản ghi DKIM.`,
      en: `SES has verified neither ${domain} nor ${sender}: create the identity ${domain} and add its DKIM records.`,
    });
  }
  if (!account.outOfSandbox) {
    findings.push({
      about: "SES",
      vi: "SES còn trong môi trường thử, chỉ gửi đến địa chỉ đã xác minh: xin quyền gửi chính thức (production access).",
      en: "SES is in its sandbox and sends to verified addresses only: request production access.",
    });
  }
  if (!account.maySend) {
    findings.push({
      about: "SES",
      vi: "SES đã ngừng cho tài khoản này gửi thư: xem lý do trong SES và gỡ trước khi triển khai.",
      en: "SES has stopped this account from sending: see its reason in SES and settle it first.",
    });
  }
  return findings;
};

export const checkSms = async ({ providers }: Stage, ask: AskAws): Promise<Finding[]> => {
  const { sender } = providers.sms;
  if ((await ask.smsSender(sender))?.registered) return [];
  return [
    {
      about: "/providers/sms/sender",
      vi: `Tên gửi ${sender} chưa được đăng ký cho Việt Nam (VN) trong AWS End User Messaging: đăng ký và chờ nhà mạng duyệt.`,
      en: `The sender name ${sender} is not registered for Viet Nam (VN) in AWS End User Messaging: register it and wait for the operators.`,
    },
  ];
};
