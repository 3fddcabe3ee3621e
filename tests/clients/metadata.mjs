// What html-metadata, which reads pages for Wikipedia's citations, finds in one: node metadata.mjs < page.html. Prints JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const cheerio = require("cheerio");
const { parseAll } = require("html-metadata");

console.log(JSON.stringify(await parseAll(cheerio.load(readFileSync(0, "utf8")))));
