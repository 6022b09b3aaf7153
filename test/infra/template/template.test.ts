// One file on purpose: loading the CDK takes longer than all of these tests, and each test file loads it again.
import "./acknowledgements.suite.ts";
import "./data.suite.ts";
import "./deliveries.suite.ts";
import "./faults.suite.ts";
import "./deployment.suite.ts";
import "./edge.suite.ts";
import "./functions.suite.ts";
import "./policies.suite.ts";
import "./routes.suite.ts";
