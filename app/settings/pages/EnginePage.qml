import QtQuick
import Deepwell.Settings
import Deepwell.Style

// How answers are made.
Column {
    SettingsSection {
        title: qsTr("Answers")

        SettingRow {
            name: qsTr("Longest answer")
            about: qsTr("In tokens, thinking included")
            NumberBox {
                objectName: "maxTokensBox"
                value: Preferences.maxTokens
                none: qsTr("No limit")
                highest: 1048576
                Accessible.name: qsTr("Longest answer in tokens")
                onEdited: value => Preferences.maxTokens = value
            }
        }
        SettingRow {
            name: qsTr("Context length")
            about: qsTr("In tokens; from the next load on")
            NumberBox {
                objectName: "contextBox"
                value: Preferences.contextTokens
                none: qsTr("Automatic")
                highest: 1048576
                Accessible.name: qsTr("Context length in tokens")
                onEdited: value => Preferences.contextTokens = value
            }
        }
    }
    SettingsSection {
        title: qsTr("Sampling")

        SettingRow {
            name: qsTr("Sampling as the model recommends")
            about: qsTr("Off: with the values below")
            Toggle {
                objectName: "defaultsSwitch"
                text: qsTr("Sampling as the model recommends")
                checked: Preferences.modelDefaults
                onToggled: Preferences.modelDefaults = checked
            }
        }
        SliderRow {
            slideName: "temperatureSlider"
            enabled: !Preferences.modelDefaults
            name: qsTr("Temperature")
            about: qsTr("0: always the most probable token")
            to: 2
            value: Preferences.temperature
            onMoved: value => Preferences.temperature = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Top-p")
            about: qsTr("1: off")
            value: Preferences.topP
            onMoved: value => Preferences.topP = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Top-k")
            to: 100
            step: 1
            decimals: 0
            zeroWord: qsTr("off")
            value: Preferences.topK
            onMoved: value => Preferences.topK = value
        }
        SliderRow {
            enabled: !Preferences.modelDefaults
            name: qsTr("Min-p")
            to: 0.5
            step: 0.01
            zeroWord: qsTr("off")
            value: Preferences.minP
            onMoved: value => Preferences.minP = value
        }
        PenaltyRows {
            width: parent.width
            enabled: !Preferences.modelDefaults
            repetition: Preferences.repetitionPenalty
            presence: Preferences.presencePenalty
            frequency: Preferences.frequencyPenalty
            onMoved: (name, value) => Preferences[name] = value
        }
        SettingRow {
            name: qsTr("Always the same seed")
            about: qsTr("The same question then gets the same answer")
            Row {
                height: Theme.controlHeight - 6
                spacing: Theme.space3

                NumberBox {
                    objectName: "seedBox"
                    visible: Preferences.fixedSeed
                    value: Preferences.seed
                    Accessible.name: qsTr("Seed")
                    onEdited: value => Preferences.seed = value
                }
                Toggle {
                    objectName: "seedSwitch"
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Always the same seed")
                    checked: Preferences.fixedSeed
                    onToggled: Preferences.fixedSeed = checked
                }
            }
        }
        SettingRow {
            name: qsTr("Reset sampling")
            about: qsTr("All of these as they were at first")
            PushButton {
                objectName: "resetSampling"
                compact: true
                iconName: "refresh"
                text: qsTr("Reset")
                onClicked: Preferences.resetSampling()
            }
        }
    }
}
