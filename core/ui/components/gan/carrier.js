// Unpacks a pair of networks once a page; exhibits ask for it with ganNets(model, then). Needs: nothing.
export default function ({ data }) {
  const all = (window.deepvisionGan ??= {});
  all[data.model] ??= new GanNets(data);
  window.dispatchEvent(new CustomEvent("deepvision-gan", { detail: data.model }));
}
