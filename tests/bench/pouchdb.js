// PouchDB on LevelDB replicating to a peer over HTTP, a round for each line that comes in: the name of a file that holds
// {"inserts": [doc…], "updates": [{_id, …}…]}. Answers with a line [{kind, seconds, changes, bytes}…] as JSON, and ends
// with its input.
//
//   NODE_PATH=… node pouchdb.js FOLDER
//
// The peer is PouchDB's own server in a process of its own, on a LevelDB of its own. Only replication is timed, with the
// options it has by itself; bytes are those of the request bodies.
'use strict'

const { fork } = require('node:child_process')
const { readFileSync } = require('node:fs')
const path = require('node:path')
const readline = require('node:readline')
const express = require('express')
const expressPouchDB = require('express-pouchdb')
const PouchDB = require('pouchdb')

function serve(folder) {
  const app = express()
  let bytes = 0
  app.use((request, _response, next) => {
    bytes += Number(request.headers['content-length'] || 0)
    next()
  })
  const peers = PouchDB.defaults({ prefix: path.join(folder, 'peer-') })
  app.use('/', expressPouchDB(peers, { inMemoryConfig: true, logPath: path.join(folder, 'log') }))
  process.on('message', asked => {
    if (asked === 'stop') process.exit(0)
    process.send({ bytes })
    bytes = 0
  })
  const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }))
}

const told = child => new Promise(resolve => child.once('message', resolve))

async function main(folder) {
  const child = fork(__filename, ['--serve', folder])
  const { port } = await told(child)
  const url = `http://127.0.0.1:${port}/db`
  const source = new PouchDB(path.join(folder, 'source'))

  const push = async (kind, changes) => {
    const began = process.hrtime.bigint()
    const done = await source.replicate.to(url)
    const seconds = Number(process.hrtime.bigint() - began) / 1e9
    child.send('bytes')
    const { bytes } = await told(child)
    if (!done.ok || done.docs_written !== changes) throw new Error(`pushed ${done.docs_written} of ${changes}`)
    return { kind, seconds, changes, bytes }
  }

  for await (const file of readline.createInterface({ input: process.stdin })) {
    const { inserts, updates } = JSON.parse(readFileSync(file, 'utf8'))
    await source.bulkDocs(inserts)
    const inserted = await push('inserts', inserts.length)
    const held = await source.allDocs({ keys: updates.map(one => one._id), include_docs: true })
    await source.bulkDocs(held.rows.map((row, place) => ({ ...row.doc, ...updates[place] })))
    console.log(JSON.stringify([inserted, await push('updates', updates.length)]))
  }
  child.send('stop')
  await source.close()
}

if (process.argv[2] === '--serve') {
  serve(process.argv[3])
} else {
  main(process.argv[2]).catch(error => {
    console.error(error)
    process.exit(1)
  })
}
