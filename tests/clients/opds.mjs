// What r2-opds-js (Readium) makes of an OPDS feed: node opds.mjs 1|2 < feed. Prints JSON; exits 1 when the feed is refused.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const at = "r2-opds-js/dist/es8-es2017/src/opds";
require(`${at}/init-globals.js`).initGlobalConverters_OPDS();
require("r2-shared-js/dist/es8-es2017/src/init-globals.js").initGlobalConverters_GENERIC();
const text = readFileSync(0, "utf8");

function readAtom() {
  const { DOMParser } = require("@xmldom/xmldom");
  const { XML } = require("r2-utils-js/dist/es8-es2017/src/_utils/xml-js-mapper");
  const { OPDS } = require(`${at}/opds1/opds.js`);
  const { convertOpds1ToOpds2 } = require(`${at}/converter.js`);
  return convertOpds1ToOpds2(XML.deserialize(new DOMParser().parseFromString(text, "application/xml"), OPDS));
}

function readJson() {
  const { TaJsonDeserialize } = require("r2-lcp-js/dist/es8-es2017/src/serializable");
  const { OPDSFeed } = require(`${at}/opds2/opds2.js`);
  return TaJsonDeserialize(JSON.parse(text), OPDSFeed);
}

const feed = process.argv[2] === "1" ? readAtom() : readJson();
const title = (value) => (typeof value === "string" ? value : Object.values(value ?? {})[0]);
console.log(JSON.stringify({
  title: title(feed.Metadata?.Title),
  links: (feed.Links ?? []).map((link) => ({ rel: link.Rel, href: link.Href, type: link.TypeLink, templated: link.Templated })),
  navigation: (feed.Navigation ?? []).map((link) => ({ title: link.Title, href: link.Href, type: link.TypeLink })),
  publications: (feed.Publications ?? []).map((publication) => ({
    title: title(publication.Metadata.Title),
    authors: (publication.Metadata.Author ?? []).map((author) => title(author.Name)),
    links: publication.Links.map((link) => ({ rel: link.Rel, href: link.Href, type: link.TypeLink })),
    images: (publication.Images ?? []).map((link) => link.Href),
  })),
}));
