// The packages import their JSON without the attribute that Node.js asks for: add it.
export async function load(url, context, next) {
  return next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);
}
