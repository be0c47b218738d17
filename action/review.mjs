// Writes what merging a pull request would do into one comment of it, and fails the job where the policy says so.
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'

const env = process.env
const POLICIES = ['never', 'outage', 'remove', 'any']

const main = async () => {
  const policy = env.DMAP_FAIL_ON || 'never'
  if (!POLICIES.includes(policy)) throw new Error(`fail-on: expected one of ${POLICIES.join(', ')}, found "${policy}"`)
  const event = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8'))
  const pull = event.pull_request
  if (pull === undefined) throw new Error('this is no event of a pull request')
  const markdown = dmap(pull, 'markdown')
  const found = JSON.parse(dmap(pull, 'json'))
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, markdown)
  await keepComment(event.repository.full_name, pull, markdown)
  const reasons = objections(found, policy)
  for (const reason of reasons) console.log(`::error::${oneLine(reason)}`)
  return reasons.length === 0 ? 0 : 1
}

/** Code of a fork is never run, whatever the inputs say; a repository that is gone counts as a fork. */
const isFork = (pull) => pull.head.repo === null || pull.head.repo.full_name !== pull.base.repo.full_name

const dmap = (pull, format) => {
  const [command, ...words] = (env.DMAP_COMMAND || 'npx --yes @dmap/cli').split(/\s+/)
  const each = (option, text) => lines(text).flatMap((line) => [`${option}=${line}`])
  const args = [
    ...words,
    'diff',
    `${sha(pull.base.sha)}...${sha(pull.head.sha)}`,
    `--format=${format}`,
    `--key=${env.DMAP_KEY || 'default'}`,
    ...each('--map', env.DMAP_MAPS),
    ...each('--clients', env.DMAP_CLIENTS),
    ...each('--env', env.DMAP_ENVIRONMENTS),
    ...each('--state', env.DMAP_STATE),
    ...(env.DMAP_ALLOW_CODE === 'true' && !isFork(pull) ? ['--allow-code'] : []),
  ]
  return execFileSync(command, args, {
    encoding: 'utf8',
    env: environmentFor(pull),
    maxBuffer: 256 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The token is for this script alone. A map can show variables (`!env`): one of a stranger is given none. */
const environmentFor = (pull) => {
  const { DMAP_TOKEN: _, ...own } = env
  if (!isFork(pull)) return own
  return Object.fromEntries(
    ['PATH', 'HOME', 'TMPDIR', 'LANG'].flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  )
}

const sha = (text) => {
  if (!/^[0-9a-f]{40,64}$/.test(text)) throw new Error('expected the id of a commit')
  return text
}

const lines = (text = '') =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** The comment that this key wrote before is replaced; where the token may not write, the job goes on. */
const keepComment = async (repository, pull, body) => {
  const marker = body.slice(0, body.indexOf('\n'))
  const issues = `/repos/${repository}/issues`
  try {
    const old = await commentWith(marker, `${issues}/${pull.number}/comments`)
    if (old === undefined) await api('POST', `${issues}/${pull.number}/comments`, { body })
    else if (old.body !== body) await api('PATCH', `${issues}/comments/${old.id}`, { body })
  } catch (error) {
    if (!isFork(pull) || error.status !== 403) throw error
    console.log('::warning::The comment cannot be written from a fork; the report is in the summary of the job.')
  }
}

const commentWith = async (marker, path) => {
  for (let page = 1; ; page += 1) {
    const comments = await api('GET', `${path}?per_page=100&page=${page}`)
    const found = comments.find(({ body, user }) => body?.startsWith(marker) && user?.type === 'Bot')
    if (found !== undefined || comments.length < 100) return found
  }
}

const api = async (method, path, body) => {
  const response = await fetch(`${env.GITHUB_API_URL || 'https://api.github.com'}${path}`, {
    method,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${env.DMAP_TOKEN}`,
      'content-type': 'application/json',
      'user-agent': 'dmap',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response.json()
  throw Object.assign(new Error(`${method} ${path}: ${response.status}`), { status: response.status })
}

/** Why the job fails: an empty list where it does not. */
const objections = ({ maps }, policy) =>
  maps.flatMap(({ title, plan, objects, outages }) => {
    const removed = objects.filter(({ fate }) => fate === 'removed').map(({ id }) => `${title}: ${id} would be removed`)
    const gone = new Set(objects.filter(({ fate }) => fate === 'removed').map(({ id }) => id))
    const away = outages.filter(({ id }) => !gone.has(id)).map(({ id }) => `${title}: ${id} would be away`)
    if (policy === 'remove') return removed
    if (policy === 'outage') return [...removed.filter((text) => text.includes(': container:')), ...new Set(away)]
    return policy === 'any' && plan.steps.length > 0
      ? [`${title}: ${plan.steps.length} steps would be carried out`]
      : []
  })

/** What begins a line could be a command to the runner. */
const oneLine = (text) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

try {
  process.exitCode = await main()
} catch (error) {
  console.log(`::error::${oneLine(String(error.message))}`)
  process.exitCode = 1
}
