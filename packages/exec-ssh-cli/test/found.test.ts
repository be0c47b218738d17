import { networkFromInspect } from '@dmap/core'
import { parseLists } from '../src/found'

describe('what inspections print', () => {
  it('is read as one list, whichever command printed it', () => {
    const printed = '[\n  {"Id": "a"}\n]\n[\n  {"Id": "b"},\n  {"Id": "c"}\n]\n[]\n'
    expect(parseLists(printed).map(({ Id }) => Id)).toEqual(['a', 'b', 'c'])
  })

  it("has podman's networks in Docker's words", () => {
    // podman 4.3.1: network create --internal --label io.dmap.map=m --subnet 10.77.0.0/24 n1; network inspect n1
    const printed = `[
     {
          "name": "n1",
          "id": "676b8bb84ce7267dd520deca4811c8f10a53e636352f06987f42fe425acedd80",
          "driver": "bridge",
          "network_interface": "cni-podman5",
          "subnets": [ { "subnet": "10.77.0.0/24" } ],
          "ipv6_enabled": false,
          "internal": true,
          "dns_enabled": false,
          "labels": { "io.dmap.map": "m" },
          "ipam_options": { "driver": "host-local" }
     }
]`
    expect(parseLists(printed).map(networkFromInspect)).toMatchObject([
      {
        right: {
          id: '676b8bb84ce7267dd520deca4811c8f10a53e636352f06987f42fe425acedd80',
          name: 'n1',
          labels: { 'io.dmap.map': 'm' },
          config: { Internal: true, IPAM: { Config: [{ Subnet: '10.77.0.0/24' }] } },
        },
      },
    ])
  })
})
