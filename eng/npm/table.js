// table.js FOLDER RUNS LEAST: the medians of Lighthouse's reports as a table; exits 1 when one is under LEAST.
const fs = require("fs");
const path = require("path");

const [folder, runs, least] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const categories = ["performance", "accessibility", "best-practices", "seo"];
const median = numbers => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
let isGood = true;

console.log(["page", ...categories, "LCP ms", "CLS", "TBT ms", "KB"].join("\t"));
for (const page of ["home", "broadcast", "product"]) {
  const reports = Array.from({ length: runs }, (_, i) =>
    JSON.parse(fs.readFileSync(path.join(folder, `${page}-${i + 1}.json`), "utf8")));
  const failed = reports.find(report => report.runtimeError);
  if (failed) {
    console.error(`${page}: ${failed.runtimeError.message}`);
    process.exit(1);
  }

  const scores = categories.map(name => median(reports.map(r => Math.round(r.categories[name].score * 100))));
  const value = name => median(reports.map(r => r.audits[name].numericValue));
  if (scores.some(score => score < least)) isGood = false;
  console.log([
    page, ...scores, Math.round(value("largest-contentful-paint")), value("cumulative-layout-shift").toFixed(3),
    Math.round(value("total-blocking-time")), Math.round(value("total-byte-weight") / 1024),
  ].join("\t"));
  for (const [name, score] of categories.map((name, i) => [name, scores[i]])) {
    if (score === 100) continue;
    const lost = reports[0].categories[name].auditRefs
      .filter(ref => ref.weight > 0)
      .map(ref => reports[0].audits[ref.id])
      .filter(audit => audit.score !== null && audit.score < 0.9)
      .map(audit => audit.id);
    if (lost.length > 0) console.log(`\t${name}: ${lost.join(", ")}`);
  }
}

process.exit(isGood ? 0 : 1);
