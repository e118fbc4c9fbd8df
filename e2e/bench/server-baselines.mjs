/**
 * What the server is compared with, each the smallest thing that passes a message from one connection to another:
 * `node server-baselines.mjs socket.io|ws|peerjs`. Prints its port.
 */
import { createServer } from 'node:http';
import { PeerServer } from 'peer';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

const starts = {
  'socket.io': () => {
    const http = createServer();
    const io = new Server(http, { path: '/s', serveClient: false, allowUpgrades: false, perMessageDeflate: false });
    io.on('connection', (socket) => {
      socket.on('relay', (relay, answer) => {
        io.sockets.sockets.get(relay.peer)?.emit('relay', relay);
        answer({ status: 'handed' });
      });
      socket.emit('welcome', { id: socket.id });
    });
    listen(http);
  },
  ws: () => {
    const http = createServer();
    const wires = new Map();
    new WebSocketServer({ server: http }).on('connection', (wire) => {
      const id = String(wires.size);
      wires.set(id, wire);
      wire.on('close', () => wires.delete(id));
      wire.on('message', (bytes) => {
        const relay = JSON.parse(bytes);
        wires.get(relay.peer)?.send(JSON.stringify(relay));
      });
      wire.send(JSON.stringify({ id }));
    });
    listen(http);
  },
  peerjs: () => {
    PeerServer({ port: 0, host: '127.0.0.1', path: '/', concurrent_limit: 1_000_000 }, (http) => {
      console.log(`ready: ${http.address().port}`);
    });
  },
};

starts[process.argv[2]]();

function listen(http) {
  http.listen(0, '127.0.0.1', () => console.log(`ready: ${http.address().port}`));
}
