"""Those of scikit-learn's checks that apply: its others fit numbers, and leave out estimators of texts."""

from sklearn.utils import estimator_checks as own

APPLICABLE = (
    own.check_estimator_cloneable,
    own.check_estimator_tags_renamed,
    own.check_valid_tag_types,
    own.check_estimator_repr,
    own.check_no_attributes_set_in_init,
    own.check_do_not_raise_errors_in_init_or_set_params,
    own.check_mixin_order,
    own.check_parameters_default_constructible,
    own.check_get_params_invariance,
    own.check_set_params,
)
