/* The limit: the words of 10,000 alerts in one plain list that scrolls; one of them changes once a second. */
import { manyAlerts } from '../../builders/many-alerts.ts';
import { ALERTS } from './alerts.ts';

const list = document.querySelector('#list');
const rows = manyAlerts(ALERTS).map((alert) => {
  const row = document.createElement('div');
  row.className = 'row';
  row.dataset['alert'] = alert.id;
  for (const text of [
    `${alert.title} ${alert.summary}`,
    alert.service ?? '',
    alert.region ?? '',
    '4 min',
    'nobody yet',
  ]) {
    const cell = document.createElement('span');
    cell.textContent = text;
    row.append(cell);
  }
  return row;
});
list?.append(...rows);
let round = 0;
setInterval(() => {
  const cell = rows[round++ % rows.length]?.firstElementChild;
  if (cell) cell.textContent = `Changed ${round}`;
}, 1_000);
