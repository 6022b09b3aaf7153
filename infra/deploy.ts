import { spawn } from "node:child_process";
import { once } from "node:events";
import { askAws } from "./deploy/aws.ts";
import { deploy } from "./deploy/deployment.ts";

/** The CDK's command of this project, which `npm run` puts on the path; it speaks for itself and asks what it must. */
const cdk = async (args: readonly string[]): Promise<number> => {
  const [code] = await once(spawn("cdk", args, { stdio: "inherit" }), "close");
  return typeof code === "number" ? code : 1;
};

process.exitCode = await deploy({ args: process.argv.slice(2), ask: askAws, cdk, print: (line) => console.log(line) });
