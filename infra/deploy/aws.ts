import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { GetAccountSettingsCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { DescribeSenderIdsCommand, PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { GetAccountCommand, GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { AskAws } from "./ask-aws.ts";

/** How the services say that there is no such thing. */
const ABSENT = new Set(["ParameterNotFound", "ResourceNotFoundException", "NotFoundException"]);

const orAbsent = async <Answer>(asked: Promise<Answer>): Promise<Answer | undefined> => {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof Error && ABSENT.has(error.name)) return undefined;
    throw error;
  }
};

/** Asks the account of the caller's credentials. `endpoint` stands in for all of AWS in a test. */
export const askAws = (region: string, endpoint?: string): AskAws => {
  const at = (where: string = region) => ({ region: where, ...(endpoint === undefined ? {} : { endpoint }) });
  return {
    account: async (where) => (await new STSClient(at(where)).send(new GetCallerIdentityCommand({}))).Account ?? "",
    bootstrapVersion: async (where) => {
      const asked = new SSMClient(at(where)).send(
        new GetParameterCommand({ Name: "/cdk-bootstrap/hnb659fds/version" }),
      );
      const found = await orAbsent(asked);
      return found && Number(found.Parameter?.Value);
    },
    concurrentExecutions: async () => {
      const { AccountLimit } = await new LambdaClient(at()).send(new GetAccountSettingsCommand({}));
      return AccountLimit?.ConcurrentExecutions ?? 0;
    },
    certificate: async (arn) => {
      const asked = new ACMClient(at(arn.split(":")[3])).send(new DescribeCertificateCommand({ CertificateArn: arn }));
      const found = (await orAbsent(asked))?.Certificate;
      return found && { status: found.Status ?? "", domains: found.SubjectAlternativeNames ?? [] };
    },
    emailIdentity: async (name) => {
      const found = await orAbsent(new SESv2Client(at()).send(new GetEmailIdentityCommand({ EmailIdentity: name })));
      return found && { verified: found.VerifiedForSendingStatus === true };
    },
    emailAccount: async () => {
      const found = await new SESv2Client(at()).send(new GetAccountCommand({}));
      return { outOfSandbox: found.ProductionAccessEnabled === true, maySend: found.SendingEnabled === true };
    },
    smsSender: async (name) => {
      const asked = new PinpointSMSVoiceV2Client(at()).send(
        new DescribeSenderIdsCommand({ SenderIds: [{ SenderId: name, IsoCountryCode: "VN" }] }),
      );
      const found = (await orAbsent(asked))?.SenderIds?.[0];
      return found && { registered: found.Registered === true };
    },
    secret: async (name) =>
      (await orAbsent(new SecretsManagerClient(at()).send(new GetSecretValueCommand({ SecretId: name }))))
        ?.SecretString,
  };
};
