import { describeWithEngine } from '../src/index'

describeWithEngine('the test engine', (engine) => {
  const prefix = 'dmaptesting-'
  afterAll(() => engine.cleanUp(prefix))

  it('answers with status and decoded body', async () => {
    const { status, body } = await engine.request('GET', '/version')
    expect(status).toBe(200)
    expect(body.ApiVersion).toMatch(/^1\.\d+$/)
  })

  it('gives errors as answers, and rejects them where success is expected', async () => {
    expect((await engine.request('GET', '/containers/dmaptesting-none/json')).status).toBe(404)
    await expect(engine.expectOk('GET', '/containers/dmaptesting-none/json')).rejects.toThrow(/404 .*No such container/)
  })

  it('imports images whose ids depend on their config alone', async () => {
    const first = await engine.importImage('dmaptesting/app', { Labels: { revision: '1' } })
    const again = await engine.importImage('dmaptesting/app:latest', { Labels: { revision: '1' } })
    const updated = await engine.importImage('dmaptesting/app:latest', { Labels: { revision: '2' } })
    expect(again).toBe(first)
    expect(updated).not.toBe(first)
    expect(engine.docker('image', 'inspect', '--format', '{{.Id}}', 'dmaptesting/app:latest')).toBe(updated)
    engine.docker('rmi', 'dmaptesting/app:latest', first)
  })

  it('runs what it imported, and sweeps containers, networks and volumes away', async () => {
    await engine.importImage('dmaptesting/run:latest')
    engine.docker('network', 'create', `${prefix}net`)
    engine.docker('volume', 'create', '--label', `io.dmap.map=${prefix}`, 'another-dmaptesting-volume')
    const run = [
      'run',
      '-d',
      '--name',
      `${prefix}one`,
      '--network',
      `${prefix}net`,
      '-v',
      'another-dmaptesting-volume:/v',
    ]
    engine.docker(...run, 'dmaptesting/run:latest')
    expect(engine.docker('exec', '--user', 'app', `${prefix}one`, 'sh', '-c', 'id -u; ls /bin/chown')).toBe(
      '2000\n/bin/chown',
    )
    expect(engine.docker('run', '--rm', '--name', `${prefix}true`, 'dmaptesting/run:latest', '/true')).toBe('')
    await engine.cleanUp(prefix)
    expect(engine.docker('ps', '-aq', '--filter', `name=${prefix}`)).toBe('')
    expect(engine.docker('network', 'ls', '-q', '--filter', `name=${prefix}`)).toBe('')
    expect(engine.docker('volume', 'ls', '-q', '--filter', 'name=another-dmaptesting-volume')).toBe('')
    engine.docker('rmi', 'dmaptesting/run:latest')
  })
})
