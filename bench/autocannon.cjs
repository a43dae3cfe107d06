// Asks a local server with autocannon; every connection takes the next address of one list.
// A connection is opened anew after ten answers, so that it is not luck which of the server's processes it meets.
// Reads {url, connections, amount, paths} as JSON from standard input, prints the latencies in milliseconds.
const autocannon = require("autocannon");

const wanted = JSON.parse(require("fs").readFileSync(0, "utf8"));
let next = 0;
const requests = [
  { method: "GET", setupRequest: (request) => ({ ...request, path: wanted.paths[next++ % wanted.paths.length] }) },
];
const { url, connections, amount } = wanted;
autocannon({ url, connections, amount, requests, reconnectRate: 10, timeout: 60 }).then((result) => {
  const { p50, p97_5, p99, max } = result.latency;
  const failures = result.errors + result.timeouts + result.non2xx;
  console.log(JSON.stringify({ p50, p97_5, p99, max, failures, per_second: result.requests.average }));
});
