/** ECharts by part; this file is loaded only with the first chart. */
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export interface MountedChart { set(option: EChartsCoreOption): void; png(background: string): string; close(): void }

/** Draws into the element and follows its size. */
export function mountChart(element: HTMLElement): MountedChart {
  const chart = init(element);
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  return {
    set: (option) => chart.setOption(option, { notMerge: true }),
    png: (background) => chart.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: background }),
    close: () => { observer.disconnect(); chart.dispose(); },
  };
}
