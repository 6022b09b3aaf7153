import { online, type Planted } from "./planted.ts";

export const OFFER_PLANTED: Planted[] = [
  {
    rule: "mode-unlike-level",
    what: "full, and no result online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.returns = ["post"];
    },
  },
  {
    rule: "mode-unlike-level",
    what: "full, and paid at the counter alone",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.payable = ["counter"];
    },
  },
  {
    rule: "mode-unlike-level",
    what: "partial, and all of it online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.onlineMode = "partial";
      p.reason = "Phải kiểm tra tại chỗ.";
    },
  },
  {
    rule: "mode-unlike-level",
    what: "information, and filed online",
    at: "/procedure/onlineMode",
    plant: (p) => {
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.fileAt = "Sở";
    },
  },
  {
    rule: "reason-missing",
    what: "partial without a reason",
    at: "/procedure/reason",
    plant: (p) => {
      p.onlineMode = "partial";
      p.returns = ["post"];
    },
  },
  {
    rule: "reason-needless",
    what: "full with a reason",
    at: "/procedure/reason",
    plant: (p) => {
      p.reason = "Phải đến nơi.";
    },
  },
  {
    rule: "file-at-missing",
    what: "information, and nowhere to go",
    at: "/procedure/fileAt",
    plant: (p) => {
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.channels.shift();
    },
  },
  {
    rule: "nowhere-to-file",
    what: "no channel",
    at: "/procedure/channels",
    plant: (p) => {
      p.channels = [];
      p.onlineMode = "information";
      p.reason = "Phải đến nơi.";
      p.fileAt = "Sở";
    },
  },
  {
    rule: "fees-unknown-but-listed",
    what: "fees beside the word that no sum is known",
    at: "/procedure/feesUnknown",
    plant: (p) => {
      p.feesUnknown = true;
    },
  },
  {
    rule: "nowhere-to-pay",
    what: "a fee that nothing takes",
    at: "/procedure/payable",
    plant: (p) => {
      p.payable = [];
      p.onlineMode = "partial";
      p.reason = "Chưa thu trực tuyến.";
    },
  },
  {
    rule: "nowhere-to-collect",
    what: "a result for nobody",
    at: "/procedure/returns",
    plant: (p) => {
      p.returns = [];
      p.onlineMode = "partial";
      p.reason = "Chưa trả trực tuyến.";
    },
  },
  {
    rule: "case-limit-unknown",
    what: "a limit of no case",
    at: "/procedure/channels/0/caseLimits/0/case",
    plant: (p) => {
      online(p).caseLimits = [{ case: "lost", timeLimit: { value: 5, unit: "working-day" } }];
    },
  },
  {
    rule: "case-limit-twice",
    what: "two limits of one case",
    at: "/procedure/channels/0/caseLimits/1/case",
    plant: (p) => {
      const limit = { case: "new", timeLimit: { value: 5, unit: "working-day" as const } };
      online(p).caseLimits = [limit, limit];
    },
  },
];
