// Keeps a server that knows no bind address off the network: node --require loopback.cjs main.js
'use strict';
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  const callbacks = rest.filter((argument) => typeof argument === 'function');
  const number = port !== null && typeof port === 'object' ? port.port : port;
  return listen.call(this, { port: Number(number), host: '127.0.0.1' }, ...callbacks);
};
