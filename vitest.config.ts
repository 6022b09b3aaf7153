import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Two cores: files that start a stack of their own must not crowd out each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    silent: "passed-only",
  },
});
