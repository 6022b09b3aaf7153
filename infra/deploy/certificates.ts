import type { Stage } from "../stage.ts";
import type { AskAws, Finding } from "./ask-aws.ts";

/** A wildcard stands for one label, as browsers take it. */
const covers = (pattern: string, domain: string): boolean =>
  pattern === domain || (pattern.startsWith("*.") && domain.slice(domain.indexOf(".") + 1) === pattern.slice(2));

const judge = async (ask: AskAws, name: string, arn: string, domain: string): Promise<Finding[]> => {
  const about = `/edge/certificates/${name}`;
  const certificate = await ask.certificate(arn);
  if (!certificate) {
    return [
      {
        about,
        vi: `Không có chứng chỉ này trong ACM: xin chứng chỉ cho ${domain} rồi ghi ARN của nó.`,
        en: `ACM has no such certificate: request one for ${domain} and write its ARN.`,
      },
    ];
  }
  const findings: Finding[] = [];
  if (certificate.status !== "ISSUED") {
    findings.push({
      about,
      vi: `Chứng chỉ chưa được cấp (${certificate.status}): thêm bản ghi DNS xác nhận mà ACM yêu cầu và chờ ISSUED.`,
      en: `The certificate is not issued (${certificate.status}): add the DNS record that ACM asks for, wait for ISSUED.`,
    });
  }
  if (!certificate.domains.some((pattern) => covers(pattern, domain))) {
    findings.push({
      about,
      vi: `Chứng chỉ không có tên miền ${domain} (chỉ có ${certificate.domains.join(", ")}): xin chứng chỉ khác.`,
      en: `The certificate does not cover ${domain} (only ${certificate.domains.join(", ")}): request another.`,
    });
  }
  return findings;
};

export const checkCertificates = async ({ edge, publicOrigin }: Stage, ask: AskAws): Promise<Finding[]> => {
  if (!edge) return [];
  const found = await Promise.all([
    judge(ask, "public", edge.certificates.public, new URL(publicOrigin).hostname),
    judge(ask, "origin", edge.certificates.origin, edge.originDomain),
  ]);
  return found.flat();
};
