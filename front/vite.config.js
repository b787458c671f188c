import { defineConfig } from "vite";

// One entry per kind of page; Django reads the manifest (src/zhenggai/www/assets.py) to find the hashed names.
export default defineConfig({
  base: "/static/dist/",
  build: {
    manifest: "manifest.json",
    target: "es2020",
    assetsInlineLimit: 0,
    rollupOptions: { input: { site: "src/site.js" } },
  },
});
