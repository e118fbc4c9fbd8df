/** The prebuilt file needs no Node polyfills; the package's own types describe it. */
declare module 'simple-peer/simplepeer.min.js' {
  import Peer = require('simple-peer');
  export = Peer;
}
