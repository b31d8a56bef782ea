package api

import (
	"encoding/json"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

// refPrefix is how schemas are named in the description.
const refPrefix = "#/components/schemas/"

// newRegistry names schemas after their types; those of packages whose words may
// mean something else carry the package's name.
func newRegistry() huma.Registry {
	registry := huma.NewMapRegistry(refPrefix, func(t reflect.Type, hint string) string {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		name := huma.DefaultSchemaNamer(t, hint)
		own := path.Base(t.PkgPath())
		if t.Name() == "" || slices.Contains([]string{"ascribe", "ledger", "api", "v2", "."}, own) {
			return name
		}
		return strings.ToUpper(own[:1]) + own[1:] + name
	})
	registry.RegisterTypeAlias(reflect.TypeFor[json.RawMessage](), reflect.TypeFor[any]())
	return registry
}

// nullable says of every pointer to an object that is always written that it may
// be null, which the library cannot say of references.
func nullable(registry huma.Registry) {
	for name, schema := range registry.Map() {
		if t := registry.TypeFromRef(refPrefix + name); t != nil && t.Kind() == reflect.Struct {
			nullableFields(t, schema)
		}
	}
}

func nullableFields(t reflect.Type, schema *huma.Schema) {
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			if f.Type.Kind() == reflect.Struct {
				nullableFields(f.Type, schema)
			}
			continue
		}
		property := schema.Properties[name]
		if f.Type.Kind() == reflect.Pointer && !strings.Contains(options, "omitempty") && property != nil && property.Ref != "" {
			schema.Properties[name] = &huma.Schema{Description: property.Description,
				AnyOf: []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}}
		}
	}
}

// describe writes a description with a fixed order of keys.
func describe(a huma.API) ([]byte, error) {
	raw, err := json.Marshal(a.OpenAPI())
	if err != nil {
		return nil, err
	}
	var sorted any
	if err := json.Unmarshal(raw, &sorted); err != nil {
		return nil, err
	}
	out, err := json.MarshalIndent(sorted, "", "  ")
	return append(out, '\n'), err
}
