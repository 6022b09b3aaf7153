// First step of every script: npm puts the pinned Node of node_modules/.bin on the PATH, a bare `node` does not.
const major = Number(process.versions.node.split(".")[0]);
if (major !== 24) {
  console.error(
    `Cần Node 24, đang chạy Node ${process.versions.node}. Hãy chạy "npm ci" rồi gọi qua "npm run". ` +
      `/ Node 24 is needed, this is Node ${process.versions.node}: run "npm ci", then use "npm run".`,
  );
  process.exit(1);
}
