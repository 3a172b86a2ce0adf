//! A small document that uses every kind of object, to be broken in every place.

/// The document; it is free of errors and warnings.
pub(super) const BASE: &str = r"
openapi: 3.0.3
info:
  title: Base
  version: '1'
  description: d
  termsOfService: https://a.example
  contact: { name: n, url: https://a.example, email: a@a.example }
  license: { name: MIT, url: https://a.example }
  x-info: 1
servers:
  - url: https://{region}.a.example/v1
    description: d
    variables: { region: { default: us, enum: [us, eu], description: d } }
tags: [{ name: t, description: d, externalDocs: { url: https://a.example, description: d } }]
externalDocs: { url: https://a.example }
security: [{ basic: [] }]
paths:
  /things/{Sid}:
    summary: s
    description: d
    servers: [{ url: https://b.example }]
    parameters:
      - { name: Sid, in: path, required: true, style: simple, explode: false, schema: { type: string } }
    get:
      operationId: FetchThing
      tags: [t]
      summary: s
      description: d
      deprecated: false
      externalDocs: { url: https://a.example }
      security: [{ key: [] }, { oauth: [read] }]
      servers: [{ url: https://c.example }]
      parameters:
        - $ref: '#/components/parameters/Page'
        - { name: filter, in: query, content: { application/json: { schema: { type: object } } } }
        - { name: X-Thing, in: header, schema: { type: string }, examples: { a: { $ref: '#/components/examples/E' } } }
        - { name: c, in: cookie, style: form, schema: { type: string }, example: 1, deprecated: true }
      responses:
        '200':
          description: ok
          headers:
            X-A: { $ref: '#/components/headers/H' }
            X-B: { description: d, required: true, style: simple, schema: { type: string } }
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
              examples: { a: { summary: s, description: d, value: { a: 1 } } }
          links:
            L: { $ref: '#/components/links/L' }
            M: { operationRef: '#/x', server: { url: https://d.example } }
        4XX: { $ref: '#/components/responses/Bad' }
        default: { description: bad }
        x-responses: 1
      callbacks:
        done:
          '{$request.query.url}':
            post: { operationId: Done, responses: { '204': { description: none } } }
    post:
      operationId: UpdateThing
      requestBody:
        description: d
        required: true
        content:
          application/x-www-form-urlencoded:
            schema:
              type: object
              required: [Name]
              properties:
                Name: { type: string, minLength: 1, maxLength: 9, pattern: '^[a-z]{2}$', title: t }
                Tags: { type: array, items: { type: string }, minItems: 0, maxItems: 4, uniqueItems: true }
                Data: { description: any }
            encoding:
              Tags: { style: form, explode: true, contentType: text/plain, allowReserved: false, headers: { X: { schema: {} } } }
            example: { Name: a }
      responses: { '200': { description: ok } }
    delete: { operationId: DeleteThing, responses: { '204': { description: none } }, x-op: { any: [1] } }
  /things:
    x-path: 1
    put:
      operationId: PutThing
      requestBody: { $ref: '#/components/requestBodies/B' }
      responses: { 2XX: { description: ok } }
  x-paths: 1
components:
  schemas:
    Thing:
      type: object
      description: d
      required: [sid]
      properties:
        sid: { type: string, format: sid, readOnly: true, nullable: true, example: a, default: b, deprecated: true }
        status: { $ref: '#/components/schemas/Status' }
        count: { type: integer, format: int64, minimum: 0, maximum: 10, exclusiveMinimum: true, enum: [1, 2] }
        price: { type: number, multipleOf: 0.5, exclusiveMaximum: false, enum: [0.5, 1] }
        flag: { type: boolean, enum: [true], writeOnly: false }
        self: { $ref: '#/components/schemas/Thing' }
        '$ref': { type: string }
      additionalProperties: { type: string }
      minProperties: 1
      maxProperties: 9
      externalDocs: { url: https://a.example }
      xml: { name: n, namespace: n, prefix: p, attribute: true, wrapped: false }
    Status: { type: string, enum: [a, b, null], nullable: true }
    Pet:
      oneOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/All' }]
      discriminator: { propertyName: kind, mapping: { a: '#/components/schemas/Thing' } }
    All:
      allOf: [{ $ref: '#/components/schemas/Thing' }, { required: [other], properties: { more: {} } }]
    Any: { anyOf: [{ type: string }, { type: integer }], not: { type: boolean } }
    Open: { type: object, additionalProperties: true }
    a/b~c.d: { type: string }
    Odd: { $ref: '#/components/schemas/a~1b~0c.d' }
  parameters:
    Page: { name: Page, in: query, style: form, explode: true, allowReserved: true, allowEmptyValue: true, schema: { type: integer } }
  responses:
    Bad: { description: bad }
  requestBodies:
    B: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
  headers:
    H: { content: { text/plain: {} } }
  examples:
    E: { externalValue: https://a.example }
  links:
    L: { operationId: FetchThing, parameters: { Sid: $response.body#/sid }, requestBody: 1, description: d }
  callbacks:
    C: { '{$url}': { get: { operationId: Called, responses: { '200': { description: ok } } } } }
  securitySchemes:
    basic: { type: http, scheme: basic, description: d }
    bearer: { type: http, scheme: bearer, bearerFormat: jwt }
    key: { type: apiKey, in: header, name: X-Key }
    oauth:
      type: oauth2
      flows:
        implicit: { authorizationUrl: https://a.example, scopes: { read: r }, refreshUrl: https://a.example }
        password: { tokenUrl: https://a.example, scopes: {} }
        clientCredentials: { tokenUrl: https://a.example, scopes: {} }
        authorizationCode: { authorizationUrl: https://a.example, tokenUrl: https://a.example, scopes: {} }
    oidc: { type: openIdConnect, openIdConnectUrl: https://a.example }
x-root: [1, 2]
";
