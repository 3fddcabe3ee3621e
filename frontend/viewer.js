import OpenSeadragon from "openseadragon";
window.OpenSeadragon = OpenSeadragon;
