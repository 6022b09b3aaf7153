import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Two cores: files that start a stack of their own must not crowd out each other.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    silent: "passed-only",
    projects: [
      { extends: true, test: { name: "rooms", include: ["test/**/*.test.ts"], exclude: ["test/journeys/**"] } },
      {
        extends: true,
        test: { name: "journeys", include: ["test/journeys/*.test.ts"], globalSetup: "test/journeys/assembly.ts" },
      },
    ],
  },
});
