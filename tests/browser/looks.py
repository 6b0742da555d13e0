"""What tests ask a page in the browser."""

COUNT_MESSAGES = """() => {
  window.messages = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (...args) { window.messages += 1; return send.apply(this, args); };
}"""
"""from now on `window.messages` counts what the page sends to the server"""
WIDER_THAN_SCREEN = "() => document.scrollingElement.scrollWidth - window.innerWidth"
"""pixels by which a page must be scrolled sideways"""
CUT_LABELS = """() => [...document.querySelectorAll("[data-testid=stMain] .stMarkdownEllipsis")]
    .filter(label => label.scrollWidth > label.clientWidth + 1).map(label => label.innerText)"""
"""the words of buttons and switches that are not to be read whole"""
