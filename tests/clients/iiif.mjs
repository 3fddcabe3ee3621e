// What IIIF programs of others make of a resource: node iiif.mjs validate|parse|manifesto < resource.json
// Prints JSON; exits 1 with the complaints when a resource is refused.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const text = readFileSync(0, "utf8");
const resource = JSON.parse(text);

const deeds = {
  // JSON Schema of Presentation 3, by @hyperion-framework/validator
  validate() {
    const { Validator } = require("@hyperion-framework/validator");
    const validator = new Validator();
    if (!validator[`validate${resource.type}`](resource)) {
      const name = resource.type.charAt(0).toLowerCase() + resource.type.slice(1);
      console.error(JSON.stringify(validator.validators[name]?.errors ?? Object.keys(validator.validators), null, 1).slice(0, 4000));
      process.exit(1);
    }
    return { valid: true };
  },
  // @iiif/parser: everything that it meets, by type
  parse() {
    const { Traverse, normalize } = require("@iiif/parser");
    const seen = { types: {}, labels: [], warnings: [] };
    const note = (type) => (each) => {
      seen.types[type] = (seen.types[type] ?? 0) + 1;
      return each;
    };
    new Traverse({
      manifest: [note("Manifest")], collection: [note("Collection")], canvas: [note("Canvas")], range: [note("Range")],
      annotationPage: [note("AnnotationPage")], annotation: [note("Annotation")], contentResource: [note("ContentResource")],
    }).traverseUnknown(structuredClone(resource));
    const { presentation3StrictUpgrade } = require("@iiif/parser/strict");
    if (resource.type === "Manifest") presentation3StrictUpgrade(structuredClone(resource), seen);
    const whole = normalize(structuredClone(resource));
    seen.canvases = Object.values(whole.entities.Canvas ?? {}).map((canvas) => canvas.label?.none?.[0]);
    return seen;
  },
  // manifesto: labels, direction, ranges, search service, as viewers ask for them
  manifesto() {
    const { parseManifest } = require("manifesto.js");
    const manifest = parseManifest(text);
    const sequence = manifest.getSequences()[0];
    const ranges = (manifest.getAllRanges() ?? []).filter((range) => range.getCanvasIds().length);
    return {
      label: manifest.getLabel().getValue("zh-Hans"),
      direction: manifest.getViewingDirection(),
      paged: manifest.isPagingEnabled(),
      canvases: sequence.getCanvases().map((canvas) => canvas.getLabel().getValue()),
      images: sequence.getCanvases().map((canvas) => canvas.getContent()[0].getBody()[0].getServices()[0].id),
      ranges: ranges.map((range) => ({ label: range.getLabel().getValue(), canvases: range.getCanvasIds() })),
      services: manifest.getServices().map((service) => service.id),
      thumbnail: manifest.getThumbnail()?.id,
      renderings: manifest.getRenderings().map((rendering) => rendering.getFormat()),
    };
  },
};
console.log(JSON.stringify(deeds[process.argv[2]]()));
