// Draws the curves of this page, in the colours that hold for it, as wide as there is room.
(() => {
  "use strict";
  const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3]];
  const COLOURS = 10;
  const HEIGHT = 280;
  const FEW_POINTS = 30;
  const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000];

  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // Beside an axis: years are numbers like others, and thousands are not parted before they are many.
  const marks = (plot, values) => values.map(value =>
    value == null ? "" : Math.abs(value) >= 1e4 ? value.toLocaleString("en") : String(+value.toPrecision(6)));

  const shown = (plot, value) => {
    if (value == null) {
      return "–";
    }
    const size = Math.abs(value);
    return size >= 1e4 ? Math.round(value).toLocaleString("en") : String(+value.toPrecision(4));
  };

  // Of an axis for the longest of its marks.
  const room = (plot, values) => 20 + 8 * Math.max(4, ...(values ?? []).map(mark => mark.length));

  function axis(label, size) {
    return {
      label, size, labelSize: 22, labelGap: 4, gap: 6,
      font: "13px system-ui, sans-serif", labelFont: "13px system-ui, sans-serif",
      stroke: colour("--soft"),
      grid: {stroke: colour("--rule"), width: 1},
      ticks: {stroke: colour("--rule"), width: 1},
    };
  }

  function options(data, width) {
    const points = data.x.length;
    const x = {...axis(data.xName, 36), values: marks, ...(data.x.every(Number.isInteger) ? {incrs: STEPS} : {})};
    const y = {...axis(undefined, room), values: marks};
    return {
      width, height: HEIGHT,
      padding: [12, 16, 0, 0],
      scales: {
        x: {time: false, ...(points === 1 ? {range: [data.x[0] - 1, data.x[0] + 1]} : {})},
        y: {distr: data.logarithmic ? 3 : 1},
      },
      axes: [x, y],
      series: [
        {label: data.xName, value: shown},
        ...data.curves.map((curve, i) => ({
          label: curve.name, value: shown, width: 2,
          stroke: colour("--c" + i % COLOURS),
          dash: DASHES[i % DASHES.length],
          points: {show: points <= FEW_POINTS, size: 6, fill: colour("--c" + i % COLOURS)},
        })),
      ],
    };
  }

  const charts = [...document.querySelectorAll(".chart")].map(place => ({
    place, data: JSON.parse(place.querySelector("script").textContent), plot: null,
  }));

  function draw() {
    for (const chart of charts) {
      chart.plot?.destroy();
      const values = [chart.data.x, ...chart.data.curves.map(curve => curve.values)];
      chart.plot = new uPlot(options(chart.data, chart.place.clientWidth), values, chart.place);
    }
  }

  draw();
  const resized = new ResizeObserver(entries => {
    for (const {target} of entries) {
      const {plot} = charts.find(chart => chart.place === target);
      if (target.clientWidth > 0 && plot.width !== target.clientWidth) {
        plot.setSize({width: target.clientWidth, height: HEIGHT});
      }
    }
  });
  charts.forEach(chart => resized.observe(chart.place));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

  // On paper it is light, whatever the screen is.
  const onPaper = is => () => {
    document.documentElement.classList.toggle("paper", is);
    draw();
  };
  addEventListener("beforeprint", onPaper(true));
  addEventListener("afterprint", onPaper(false));
})();
