/**
 * Introduces bare WebRTC peers to each other, as little as that takes: what one socket says, all others hear. Plain
 * JavaScript, because it runs by itself, in the public segment of the lab.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Server } from 'socket.io';

const [address, certFile, keyFile] = process.argv.slice(2);
// socket.io serves its client's script by itself.
const PAGE = '<!doctype html><meta charset="utf-8"><title>Bare</title><script src="/socket.io/socket.io.js"></script>';

const server = createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (_request, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(PAGE);
});
new Server(server).on('connection', (socket) => {
  socket.on('signal', (signal) => socket.broadcast.emit('signal', signal));
});
server.listen(443, address, () => console.log('open'));
