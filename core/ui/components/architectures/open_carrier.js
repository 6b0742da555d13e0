// Unpacks a network once a page; the exhibit finds it in window.deepvisionOpen.
// Needs: sketch, halves, architectures/open_layers.
export default function ({ data }) {
  const all = (window.deepvisionOpen ??= {});
  all[data.model] ??= new LayerStack(data);
  window.dispatchEvent(new CustomEvent("deepvision-open", { detail: data.model }));
}
