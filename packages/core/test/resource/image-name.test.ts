import { expandImage, isReference, withTag } from '../../src/resource/image-name'
import { container, expanded, issuesOf, mapOf } from './build'

const R = 'registry.example.com'

describe('the table of the specification', () => {
  it.each([
    [undefined, undefined, undefined, 'app-server:latest'],
    ['image1', undefined, undefined, 'image1:latest'],
    [undefined, R, undefined, `${R}/app-server:latest`],
    ['image1', R, undefined, `${R}/image1:latest`],
    [undefined, undefined, 'devel', 'app-server:devel'],
    ['image1', undefined, 'devel', 'image1:devel'],
    [undefined, R, 'devel', `${R}/app-server:devel`],
    ['image1', R, 'devel', `${R}/image1:devel`],
    ['/image1', R, 'devel', 'image1:devel'],
    ['image1:one', R, 'devel', `${R}/image1:one`],
    ['/image1:two', R, 'devel', 'image1:two'],
  ])('image %s with repository %s and tag %s is %s', (image, repository, default_tag, expected) => {
    const map = mapOf(
      { 'app-server': image === undefined ? {} : { image } },
      { ...(repository === undefined ? {} : { repository }), ...(default_tag === undefined ? {} : { default_tag }) },
    )
    expect(container(expanded(map), 'shop.app-server').body.Image).toBe(expected)
  })
})

describe('what the table leaves open', () => {
  it.each([
    ['a registry with a port is no tag', 'localhost:5000/img', {}, 'localhost:5000/img:latest'],
    ['a registry with a port and a tag', 'localhost:5000/img:1', { repository: R }, 'localhost:5000/img:1'],
    ['a digest gets no tag', 'img@sha256:abc', { default_tag: 'devel' }, 'img@sha256:abc'],
    ['a tag and a digest are kept', 'img:1@sha256:abc', {}, 'img:1@sha256:abc'],
    ['a digest gets the repository', 'img@sha256:abc', { repository: R }, `${R}/img@sha256:abc`],
    ['a name with a path gets no repository', 'library/img', { repository: R }, 'library/img:latest'],
    ['a repository with a port', 'img', { repository: 'localhost:5000' }, 'localhost:5000/img:latest'],
    ['a repository with a path', 'img', { repository: `${R}/team` }, `${R}/team/img:latest`],
    ['a repository that ends in a slash', 'img', { repository: `${R}/` }, `${R}/img:latest`],
    ['an empty repository and tag', 'img', { repository: '', default_tag: '' }, 'img:latest'],
    ['a tag with nothing after the colon', 'img:', {}, 'img:latest'],
    ['a local image with a path', '/team/img', { repository: R }, 'team/img:latest'],
  ])('%s', (_, image, naming, expected) => {
    expect(expandImage(image, naming)).toBe(expected)
  })

  it('adds the tag latest to an image that an option names', () => {
    const map = mapOf({ web: { create_options: { image: 'localhost:5000/other' } } }, { repository: R })
    expect(container(expanded(map), 'shop.web').body.Image).toBe('localhost:5000/other:latest')
    expect(withTag('a:1', 'latest')).toBe('a:1')
  })
})

it.each(['Img:latest', 'a b:latest', 'img:la test', '-a:1', `${'a/'.repeat(400)}a:1`])('%p is no reference', (text) => {
  expect(isReference(text)).toBe(false)
})

it('names the place of an image that cannot be', () => {
  expect(issuesOf(mapOf({ WebServer: {} }))).toMatchObject([
    { code: 'invalid-value', path: ['containers', 'WebServer', 'image'] },
  ])
})
