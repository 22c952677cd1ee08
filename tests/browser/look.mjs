// Opens pages in headless Chromium: node look.mjs FILE… --out DIR
// Takes screenshots at three widths, light and dark; prints load times, errors of the console, and what axe-core finds
// once all sections are open.
// Ends with 1 if a page writes an error to the console, or if axe-core finds a serious fault.
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const WIDTHS = [360, 768, 1280];
const SCHEMES = ["light", "dark"];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const SERIOUS = ["serious", "critical"];
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

const readArguments = (given) => {
  const place = given.indexOf("--out");
  const out = place < 0 ? "screenshots" : given[place + 1];
  return { out, files: place < 0 ? given : given.filter((_, number) => number !== place && number !== place + 1) };
};

const look = async (browser, file, width, scheme, out) => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => request.url().startsWith("file:") || errors.push(`asks for ${request.url()}`));
  await page.goto(pathToFileURL(resolve(file)).href, { waitUntil: "load" });
  const { loaded, overflow } = await page.evaluate(() => ({
    loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  if (overflow > 0) errors.push(`the page is ${overflow} pixels wider than the window`);
  await page.screenshot({ path: join(out, `${basename(file, ".html")}-${width}-${scheme}.png`), fullPage: true });
  await page.evaluate(() => document.querySelectorAll("details").forEach((own) => (own.open = true)));
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  await context.close();
  return { loaded, errors, violations };
};

const { files, out } = readArguments(process.argv.slice(2));
if (!files.length) {
  console.error("Usage: node look.mjs FILE… --out DIR");
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  args: FLAGS,
});
let failed = false;
for (const file of files)
  for (const width of WIDTHS)
    for (const scheme of SCHEMES) {
      const { loaded, errors, violations } = await look(browser, file, width, scheme, out);
      const impacts = violations.map((own) => `${own.impact}: ${own.id} (${own.nodes.length})`);
      console.log(`${file} ${width} ${scheme}: ${Math.round(loaded)} ms; ${impacts.join(", ") || "axe finds nothing"}`);
      for (const error of errors) console.log(`  console: ${error}`);
      const serious = violations.filter((own) => SERIOUS.includes(own.impact));
      for (const own of serious) console.log(`  ${own.help}\n    ${own.nodes[0].html.slice(0, 300)}\n    ${own.nodes[0].failureSummary}`);
      failed ||= errors.length > 0 || serious.length > 0;
    }
await browser.close();
process.exit(failed ? 1 : 0);
